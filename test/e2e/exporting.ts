import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { openUntil } from "./openUntil";
import type { Workbench } from "./workbench";

/** The command in the Command Palette. */
export const EXPORT = "Coder: Export Telemetry…";

// What its steps say.
export const RANGE = { placeholder: /^Select a date range\./ };
export const FIRST_DAY = { message: /^First day/ };
export const LAST_DAY = { message: /^Last day/ };
export const FORMAT = { placeholder: /^Select an export format\./ };
export const SAVE = /^Export Telemetry/;

/** The end of the sample telemetry, in milliseconds since the epoch. */
export const now = Date.now();
export const today = formatUtcDate(now);

interface ExportedRow {
  readonly event_name: string;
  readonly timestamp: string;
}

/** A workbench with a month of sample telemetry, for all tests of a suite. */
export class Exporting {
  workbench!: Workbench;

  constructor() {
    const openWorkbench = openUntil(after);
    before(async () => {
      this.workbench = await openWorkbench({
        // The tests count the events of the sample alone.
        settings: { "coder.telemetry.level": "off" },
        telemetry: async (directory) => {
          await writeSampleTelemetry(directory, { end: new Date(now), days: 30 });
        },
      });
    });
    beforeEach(async () => {
      await this.workbench.notifications.clear();
    });
  }

  /** The path of a file in the workspace's folder. */
  destination(name: string): string {
    return join(this.workbench.directories.workspaceDir, name);
  }

  async save(path: string): Promise<void> {
    const { saveDialog, notifications } = this.workbench;
    await saveDialog.waitFor(SAVE);
    await saveDialog.setPath(path);
    await saveDialog.accept();
    await notifications.waitFor(path);
  }

  /** The week begins when the range is chosen: after this test began, and before it ends. */
  assertWholeWeek(eventCount: number): void {
    const { telemetryDir } = this.workbench.directories;
    assert.ok(eventCount <= countSince(telemetryDir, now - 7 * DAY_MS));
    assert.ok(eventCount >= countSince(telemetryDir, Date.now() - 7 * DAY_MS));
  }
}

/** The events of an export as JSON. */
export function readRows(path: string): ExportedRow[] {
  return JSON.parse(readFileSync(path, "utf8")) as ExportedRow[];
}

/** The times of all stored events, in milliseconds since the epoch. */
export function storedTimes(directory: string): number[] {
  return readdirSync(directory)
    .flatMap((name) => readFileSync(join(directory, name), "utf8").split("\n"))
    .filter((line) => line.includes('"event_name"'))
    .map((line) => Date.parse((JSON.parse(line) as ExportedRow).timestamp));
}

function countSince(directory: string, start: number): number {
  return storedTimes(directory).filter((time) => time >= start).length;
}
