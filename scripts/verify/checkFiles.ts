import { existsSync } from "node:fs";
import type { Manifest, ManifestFile } from "../../src/telemetry/export/manifest";
import { messageOf } from "../../src/telemetry/stored/systemError";
import { type TelemetrySource, findPath } from "../../src/telemetry/stored/telemetryFolder";
import { digestFile } from "./digest";
import { type Finding, differs, note } from "./finding";

/** Compares the telemetry files with what was read of them, as far as they still exist. */
export async function checkFiles(manifest: Manifest): Promise<Finding[]> {
  const { files, sources } = manifest;
  const folders = sources.flatMap(({ name, directory }): TelemetrySource[] =>
    directory === undefined ? [] : [{ name, directory }],
  );
  const findings: Finding[] = [];
  let missing = 0;
  for (const file of files) {
    const path = findPath(file.name, folders);
    if (path === undefined || !existsSync(path)) {
      missing++;
    } else {
      findings.push(...(await checkFile(path, file)));
    }
  }
  return [
    ...findings,
    note(`Telemetry files that were compared: ${files.length - missing}.`),
    ...(missing > 0 ? [note(`Telemetry files that ${whyMissing(manifest)}: ${missing}.`)] : []),
  ];
}

function whyMissing({ identifiers, sources }: Manifest): string {
  if (identifiers === "pseudonymize") {
    return "can't be compared because the manifest contains pseudonyms for their names";
  }
  return sources.some(({ bundle }) => bundle !== undefined)
    ? "are not compared because they are in a support bundle"
    : "are no longer there";
}

/** A file can have grown since: only the bytes that were read are compared. */
async function checkFile(path: string, { bytes, sha256 }: ManifestFile): Promise<Finding[]> {
  try {
    const actual = await digestFile(path, bytes);
    if (actual.bytes < bytes) {
      return [differs(`${path} has ${actual.bytes} bytes. ${bytes} bytes of it were exported.`)];
    }
    return actual.sha256 === sha256
      ? []
      : [differs(`The first ${bytes} bytes of ${path} have changed since the export.`)];
  } catch (error) {
    return [differs(`${path} could not be read: ${messageOf(error)}`)];
  }
}
