// `npm run verify`: checks an export against its manifest, and the files that it was made of.
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { callerPath } from "../src/cli/callerPath";
import { describeFound } from "../src/cli/summary";
import type { Manifest } from "../src/telemetry/export/manifest";
import { problemCount } from "../src/telemetry/read/problem";
import { messageOf } from "../src/telemetry/stored/systemError";
import { checkCounts } from "./verify/checkCounts";
import { checkExport } from "./verify/checkExport";
import { checkFiles } from "./verify/checkFiles";
import type { Finding } from "./verify/finding";
import { parseManifest } from "./verify/parseManifest";

const USAGE = `Checks an export against its manifest.

  npm run verify -- MANIFEST [EXPORT]

  MANIFEST  file that the export wrote with the option manifest
  EXPORT    exported file, unless it is beside the manifest

Exit status: 0 everything matches, 1 something differs or can't be read, 2 invalid arguments.
`;

async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  const [path, exported, ...others] = args.map((arg) => callerPath(arg, "verify"));
  if (path === undefined || others.length > 0 || args.some((arg) => arg.startsWith("--"))) {
    console.error(USAGE);
    return 2;
  }
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    console.error(`The manifest could not be read: ${messageOf(error)}`);
    return 1;
  }
  const manifest = parseManifest(text);
  if (!manifest) {
    console.error(`${path} is not a manifest of an export that this version can read.`);
    return 1;
  }
  const file = exported ?? join(dirname(path), basename(manifest.export.file));
  const findings = [
    ...(await checkExport(manifest, file)),
    ...checkCounts(manifest),
    ...(await checkFiles(manifest)),
  ];
  return report(manifest, findings);
}

function report(manifest: Manifest, findings: readonly Finding[]): number {
  const differences = findings.filter(({ isDifference }) => isDifference);
  for (const { isDifference, text } of findings) {
    console.log(isDifference ? `DIFFERS: ${text}` : text);
  }
  console.log(["According to the manifest:", ...describeFound(manifest)].join("\n"));
  if (differences.length > 0) {
    console.log(`The export does not match its manifest. Differences: ${differences.length}.`);
    return 1;
  }
  console.log(
    isIncomplete(manifest)
      ? "The export matches its manifest, which says that the export is incomplete."
      : "The export matches its manifest.",
  );
  return 0;
}

function isIncomplete(manifest: Manifest): boolean {
  return manifest.skippedCount + manifest.missingCount + problemCount(manifest) > 0;
}

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
