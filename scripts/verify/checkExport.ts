import { existsSync } from "node:fs";
import type { Manifest } from "../../src/telemetry/export/manifest";
import { messageOf } from "../../src/telemetry/stored/systemError";
import { countEvents } from "./countEvents";
import { digestFile } from "./digest";
import { type Finding, differs, note } from "./finding";

/** Compares the exported file with its manifest: size, SHA-256 and number of events. */
export async function checkExport(manifest: Manifest, path: string): Promise<Finding[]> {
  const { sha256 } = manifest.export;
  const { bytesWritten: bytes } = manifest;
  if (!existsSync(path)) {
    return [differs(`The export was not found at ${path}. Specify its path after the manifest.`)];
  }
  try {
    const actual = await digestFile(path);
    const findings: Finding[] = [];
    if (actual.bytes !== bytes) {
      findings.push(differs(`${path} has ${actual.bytes} bytes. It had ${bytes} bytes.`));
    }
    if (actual.sha256 !== sha256) {
      findings.push(differs(`The SHA-256 of ${path} is ${actual.sha256}. It was ${sha256}.`));
    }
    return [...findings, await checkEvents(manifest, path)];
  } catch (error) {
    return [differs(`${path} could not be read: ${messageOf(error)}`)];
  }
}

async function checkEvents({ format, eventCount }: Manifest, path: string): Promise<Finding> {
  let count: number | string;
  try {
    count = await countEvents(format, path);
  } catch (error) {
    return differs(`${path} is not valid: ${messageOf(error)}`);
  }
  if (typeof count === "string") {
    return note(`The events of ${path} were not counted because ${count}.`);
  }
  return count === eventCount
    ? note(`Events in the export: ${count}.`)
    : differs(`${path} contains ${count} events. The manifest says ${eventCount}.`);
}
