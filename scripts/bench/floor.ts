// What exports are compared with: the minimum work for the same lines, and jq.
import { spawn } from "node:child_process";
import { closeSync, createReadStream, openSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findOnPath } from "../findOnPath";

/** Does the minimum work of any export: reads, parses and writes each line. */
export async function runFloor(telemetry: string, directory: string): Promise<void> {
  const output = await open(join(directory, "floor"), "wx");
  let text = "";
  for (const path of await filesOf(telemetry)) {
    const input = createReadStream(path);
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      JSON.parse(line);
      text += `${line},`;
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
  const status = await new Promise((resolve) => child.once("close", resolve));
  closeSync(output);
  if (status !== 0) {
    throw new Error(`jq failed with ${String(status)}.`);
  }
}

async function filesOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort().map((name) => join(folder, name));
}
