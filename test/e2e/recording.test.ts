import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseFileName } from "../../src/telemetry/stored/fileName";
import { type StrictRow, readStrictly } from "../support/strictReader";
import { waitUntil } from "../support/waitUntil";
import { openUntil } from "./openUntil";

describe("a person who closes the window", () => {
  const openWorkbench = openUntil(afterEach);

  it("finds on disk what was recorded until then", async () => {
    // Nothing but the end of the window stores them then.
    const settings = { "coder.telemetry.local": { flushIntervalMs: 3_600_000 } };
    const workbench = await openWorkbench({ settings });
    await workbench.runCommand("Coder: Show Telemetry Log");
    await workbench.page.locator(".panel .output-view").waitFor();
    await workbench.page.goto("about:blank");
    const rows = await waitUntil(
      "the events of the closed window",
      () => Promise.resolve(storedRows(workbench.directories.telemetryDir)),
      (stored) => stored.length > 1,
    );
    assert.deepEqual(
      rows.map((row) => [row.event_name, row["properties"]]),
      [
        ["activation", { result: "success" }],
        ["command.invoked", { command_id: "coderTelemetry.showLog", result: "success" }],
      ],
    );
  });
});

function storedRows(directory: string): StrictRow[] {
  return (
    readdirSync(directory)
      .filter((name) => parseFileName(name))
      .map((name) => readFileSync(join(directory, name), "utf8"))
      // One that has been created, and not written yet, is empty.
      .filter((text) => text !== "")
      .flatMap((text) => readStrictly(text).rows)
  );
}
