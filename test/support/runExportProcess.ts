import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { ExportProcessOptions } from "./exportProcess";

/** The built `cli.ts`. */
export const CLI = join(__dirname, "../../../dist/cli.js");

/** The arguments with which Node.js exports in a process of its own. */
export function exportProcessArguments(options: ExportProcessOptions): string[] {
  return [require.resolve("./exportProcess"), JSON.stringify(options)];
}

/** Exports in a process of its own, and returns what that says. */
export function runExportProcess(options: ExportProcessOptions): string[] {
  const { stdout, stderr } = spawnSync(process.execPath, exportProcessArguments(options), {
    encoding: "utf8",
  });
  assert.equal(stderr, "");
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as string);
}
