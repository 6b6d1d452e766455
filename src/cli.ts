import * as fs from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { callerPath } from "./cli/callerPath";
import { type SummarizedRequest, summarize } from "./cli/summary";
import { USAGE } from "./cli/usage";
import { openFileDestination } from "./telemetry/export/destination/fileDestination";
import { openManifestDestination } from "./telemetry/export/destination/manifestDestination";
import { type ExportOutcome, exportEvents, isUnread } from "./telemetry/export/exportEvents";
import { exportFormats } from "./telemetry/export/formats/registry";
import { describeError } from "./telemetry/export/messages/describeError";
import { describeManifestError } from "./telemetry/export/messages/describeOutcome";
import { english } from "./telemetry/export/messages/l10n";
import { OptionError, parseFormat, parseIdentifiers, parseRange } from "./telemetry/export/options";
import type { DateRange } from "./telemetry/export/select/dateRange";
import { identifierModes } from "./telemetry/protect/identifiers";
import { readLocalNames } from "./telemetry/protect/localNames";
import { problemCount } from "./telemetry/read/problem";
import { listFiles } from "./telemetry/sources/listFiles";
import { type OpenedSources, openChosen } from "./telemetry/sources/openSources";
import { SourceError } from "./telemetry/sources/sourceError";
import { messageOf } from "./telemetry/stored/systemError";

interface Arguments extends SummarizedRequest {
  readonly directory: string;
  readonly range: DateRange;
  readonly manifest: string | undefined;
}

async function main(): Promise<number> {
  if (process.argv.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  let args: Arguments;
  try {
    args = readArguments();
  } catch (error) {
    console.error(`${describeArgumentError(error)}\n\n${USAGE}`);
    return 2;
  }
  try {
    const outcome = await runExport(args);
    console.log(summarize(outcome, args));
    if (outcome.kind !== "cancelled" && outcome.manifestError !== undefined) {
      console.error(describeManifestError(outcome.manifestError, english));
      return 1;
    }
    return statusOf(outcome);
  } catch (error) {
    console.error(describeError(error, english));
    return 1;
  }
}

function statusOf(outcome: ExportOutcome): number {
  if (outcome.kind === "cancelled" || isUnread(outcome)) {
    return 1;
  }
  return outcome.kind === "exported" && problemCount(outcome) > 0 ? 3 : 0;
}

/** Throws an OptionError, or what `parseArgs` throws for a flag that it does not know. */
function readArguments(): Arguments {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      directory: text,
      range: text,
      start: text,
      end: text,
      format: text,
      identifiers: text,
      destination: text,
      manifest: text,
    },
  });
  const { directory, range, start, end, destination, manifest } = values;
  const { format = exportFormats[0].id, identifiers = identifierModes[0] } = values;
  const isCustom = start !== undefined || end !== undefined;
  if (range !== undefined && isCustom) {
    throw new OptionError("range", "rangeAndDays");
  }
  return {
    directory: requiredPath("directory", directory),
    range: parseRange(isCustom ? { start, end } : required("range", range), Date.now()),
    format: parseFormat(format),
    identifiers: parseIdentifiers(identifiers),
    destination: requiredPath("destination", destination),
    manifest: manifest === undefined ? undefined : requiredPath("manifest", manifest),
  };
}

function requiredPath(field: string, path: string | undefined): string {
  return callerPath(required(field, path), "export");
}

function required(field: string, value: string | undefined): string {
  if (value === undefined || value === "") {
    throw new OptionError(field, "missing");
  }
  return value;
}

/** The options `range.start` and so on are flags of their own here. */
function describeArgumentError(error: unknown): string {
  if (error instanceof OptionError) {
    const flag = `--${error.field.replace("range.", "")}`;
    return describeError(new OptionError(flag, error.problem), english);
  }
  return messageOf(error);
}

async function runExport(args: Arguments): Promise<ExportOutcome> {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      interrupted.abort();
    });
  }
  const { signal } = interrupted;
  let opened: OpenedSources;
  try {
    opened = await openChosen(args.directory, signal);
  } catch (error) {
    if (signal.aborted) {
      return { kind: "cancelled" };
    }
    throw error;
  }
  try {
    await requireFiles(opened, args.directory);
    return await exportFrom(opened, args, signal);
  } finally {
    await opened.close();
  }
}

/** Throws a SourceError if there are no telemetry files, which an export in a wrong folder would not tell. */
async function requireFiles({ sources, problems }: OpenedSources, path: string): Promise<void> {
  const { files } = await listFiles(fs, sources);
  if (files.length === 0 && problemCount(problems) === 0) {
    throw new SourceError("withoutTelemetry", path);
  }
}

function exportFrom(
  { sources, problems }: OpenedSources,
  { range, format, identifiers, destination, manifest }: Arguments,
  signal: AbortSignal,
): Promise<ExportOutcome> {
  return exportEvents(
    {
      sources,
      window: range.window,
      format,
      openDestination: () => openFileDestination(fs, destination, sources),
      identifiers,
      problems,
      ...(manifest !== undefined && {
        manifest: {
          openDestination: () => openManifestDestination(fs, manifest, destination, sources),
          exportName: basename(destination),
        },
      }),
    },
    {
      fs,
      version: extensionVersion(),
      localNames: readLocalNames(),
      worker: join(__dirname, "telemetry", "export", "document", "worker.js"),
      signal,
    },
  );
}

function extensionVersion(): string {
  const manifest = fs.readFileSync(join(__dirname, "..", "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

void main().then((status) => {
  process.exitCode = status;
});
