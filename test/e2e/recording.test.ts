import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseFileName } from "../../src/telemetry/fileName";
import { openWorkbench } from "./openWorkbench";
import { waitUntil } from "./waitUntil";

describe("a person who closes the window", () => {
  it("finds on disk what was recorded until then", async () => {
    // Nothing but the end of the window stores them then.
    const settings = { "coder.telemetry.local": { flushIntervalSeconds: 3600 } };
    const workbench = await openWorkbench({ settings });
    try {
      await workbench.runCommand("Coder: Show Telemetry Log");
      await workbench.page.locator(".panel .output-view").waitFor();
      await workbench.page.goto("about:blank");
      const lines = await waitUntil(
        "the events of the closed window",
        () => Promise.resolve(storedLines(workbench.directories.telemetryDir)),
        (stored) => stored.length > 1,
      );
      assert.deepEqual(
        lines.map((line) => {
          const row = JSON.parse(line) as { event_name: string; properties: unknown };
          return [row.event_name, row.properties];
        }),
        [
          ["activation", { result: "success" }],
          ["command.invoked", { command_id: "coderTelemetry.showLog", result: "success" }],
        ],
      );
    } finally {
      await workbench.close();
    }
  });
});

function storedLines(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => parseFileName(name))
    .flatMap((name) => readFileSync(join(directory, name), "utf8").trimEnd().split("\n"));
}
