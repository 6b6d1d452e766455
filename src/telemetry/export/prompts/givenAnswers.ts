import { isAbsolute } from "node:path";
import * as vscode from "vscode";
import { isObject } from "../../stored/event";
import type { RegisteredFormat } from "../formats/registry";
import { OptionError, parseFormat, parseIdentifiers, parseRange } from "../options";
import type { IdentifierMode } from "../protect/identifiers";
import type { DateRange } from "../select/dateRange";

/** Answers given ahead, none of which is asked for; `coderTelemetry.export` accepts them. */
interface ExportTelemetryOptions {
  /** A preset, or two UTC days `YYYY-MM-DD`, both included. */
  range?: "last24Hours" | "last7Days" | "last30Days" | "allTime" | { start: string; end: string };
  format?: "json" | "otlp" | "otlpJsonl";
  /** A URI, its string, or an absolute path; an existing file is replaced. */
  destination?: vscode.Uri | string;
  /** A telemetry folder or a support bundle to read instead of what Coder stores on this machine, named in the same ways. */
  directory?: vscode.Uri | string;
  /** Instead of the setting `coderTelemetry.export.identifiers`. */
  identifiers?: "keep" | "pseudonymize";
}

/** The answers that need no asking. */
export interface GivenAnswers {
  readonly range?: DateRange | undefined;
  readonly format?: RegisteredFormat | undefined;
  readonly destination?: vscode.Uri | undefined;
  /** Path of the telemetry folder. */
  readonly directory?: string | undefined;
  readonly identifiers?: IdentifierMode | undefined;
}

const FIELDS: Readonly<Record<keyof ExportTelemetryOptions, true>> = {
  range: true,
  format: true,
  destination: true,
  directory: true,
  identifiers: true,
};

/**
 * Reads the command's options. Throws an OptionError that names the field of a bad value, also of a
 * field that does not exist: a misspelt one would otherwise be asked for without a word.
 */
export function readGivenAnswers(options: unknown, now: number): GivenAnswers {
  if (options === undefined || options === null) {
    return {};
  }
  if (!isObject(options)) {
    throw new OptionError("options", "notOptions");
  }
  for (const field of Object.keys(options)) {
    if (!Object.hasOwn(FIELDS, field)) {
      throw new OptionError(field, "unknownOption");
    }
  }
  const given = <T>(
    field: keyof ExportTelemetryOptions,
    parse: (value: unknown) => T,
  ): T | undefined => (options[field] === undefined ? undefined : parse(options[field]));
  return {
    range: given("range", (value) => parseRange(value, now)),
    format: given("format", parseFormat),
    destination: given("destination", (value) => parseLocation("destination", value)),
    directory: given("directory", parseDirectory),
    identifiers: given("identifiers", (value) => parseIdentifiers(value)),
  };
}

function parseDirectory(value: unknown): string {
  const uri = parseLocation("directory", value);
  if (uri.scheme !== "file") {
    throw new OptionError("directory", "notLocal");
  }
  return uri.fsPath;
}

/** A URI, its string, or an absolute path. From JSON (a keybinding's) a URI comes as its parts. */
function parseLocation(field: string, value: unknown): vscode.Uri {
  if (value instanceof vscode.Uri) {
    return value;
  }
  if (typeof value === "string" && isAbsolute(value)) {
    return vscode.Uri.file(value);
  }
  try {
    if (typeof value === "string") {
      return vscode.Uri.parse(value, true);
    }
    if (isObject(value) && typeof value["scheme"] === "string") {
      return vscode.Uri.from({ ...value, scheme: value["scheme"] });
    }
  } catch {
    // Told below, as any other value that is no location.
  }
  throw new OptionError(field, "notALocation");
}
