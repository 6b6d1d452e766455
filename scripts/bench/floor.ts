// What exports are compared with: the minimum work for the same lines, and jq.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, createReadStream, openSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findOnPath } from "../findOnPath";

/** Does the minimum work of any export: reads, parses and writes each line. */
export function runFloor(telemetry: string, directory: string): Promise<void> {
  return copyLines(telemetry, directory, (line) => line);
}

/** Does the same for dialect C, and adds the fields of the header to each row, as an export does. */
export function runFloorWithContext(telemetry: string, directory: string): Promise<void> {
  let fields = "";
  return copyLines(telemetry, directory, (line, { kind, context }) => {
    fields =
      kind === "header" ? `,"context":${JSON.stringify(context)},"schema_version":1}` : fields;
    return line.slice(0, -1) + fields;
  });
}

async function copyLines(
  telemetry: string,
  directory: string,
  convert: (line: string, row: Readonly<Record<string, unknown>>) => string,
): Promise<void> {
  const output = await open(join(directory, "floor"), "wx");
  let text = "";
  for (const path of await filesOf(telemetry)) {
    const input = createReadStream(path);
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const row = JSON.parse(line) as Readonly<Record<string, unknown>>;
      text += `${convert(line, row)},`;
      if (text.length >= 65_536) {
        await output.appendFile(text);
        text = "";
      }
    }
  }
  await output.appendFile(text);
  await output.close();
}

/** Combines all lines into an array with jq. */
export async function runJq(telemetry: string, directory: string): Promise<void> {
  const jq = findOnPath(["jq"]);
  if (!jq) {
    throw new Error(
      'There is no "jq" on the PATH: install Debian\'s package, "apt-get install jq".',
    );
  }
  const output = openSync(join(directory, "jq.json"), "wx");
  const child = spawn(jq, ["-c", "-s", ".", ...(await filesOf(telemetry))], {
    stdio: ["ignore", output, "inherit"],
  });
  const [status] = (await once(child, "close")) as [number | null];
  closeSync(output);
  if (status !== 0) {
    throw new Error(`jq failed with ${String(status)}.`);
  }
}

async function filesOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort().map((name) => join(folder, name));
}
