import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { parseLine } from "../../src/telemetry/stored/event";
import { parseFileName } from "../../src/telemetry/stored/fileName";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";

interface StoredRow {
  readonly event_id: string;
  readonly parent_event_id?: string;
  readonly context?: { readonly session_id: string; readonly machine_id: string };
}

describe("sample telemetry", () => {
  const end = new Date("2026-03-10T14:37:12.345Z");
  const days = 30;
  let directory: string;
  let lines: { name: string; line: string }[];

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    await writeSampleTelemetry(directory, { end, days });
    lines = readdirSync(directory).flatMap((name) =>
      readFileSync(join(directory, name), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => ({ name, line })),
    );
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it("has events on each day, in the files of that day, up to the end", () => {
    const times = lines.flatMap(({ name, line }) => {
      const parsed = parseLine(line);
      if (parsed.kind === "header") {
        return [];
      }
      assert.ok(parsed.kind === "event");
      assert.equal(parseFileName(name)?.date, formatUtcDate(parsed.time.ms));
      return [parsed.time.ms];
    });
    assert.equal(Math.max(...times), end.getTime());
    const expected = Array.from({ length: days }, (_, day) =>
      formatUtcDate(end.getTime() - day * DAY_MS),
    );
    assert.deepEqual([...new Set(times.map(formatUtcDate))].sort(), expected.sort());
  });

  it("has two sessions a day on one machine, in files that are named after them", () => {
    const headers = lines.flatMap(({ name, line }) => {
      const { context } = JSON.parse(line) as StoredRow;
      return context ? [{ name, ...context }] : [];
    });
    for (const { name, session_id } of headers) {
      assert.equal(parseFileName(name)?.session, session_id.slice(0, 8));
    }
    assert.equal(new Set(headers.map(({ session_id }) => session_id)).size, 2 * days);
    assert.equal(new Set(headers.map(({ machine_id }) => machine_id)).size, 1);
  });

  it("has each event once, and below the parent that it was recorded with", () => {
    const rows = lines
      .map(({ line }) => JSON.parse(line) as StoredRow)
      .filter(({ context }) => !context);
    const ids = new Set(rows.map(({ event_id }) => event_id));
    assert.equal(ids.size, rows.length);
    const parents = rows.flatMap(({ parent_event_id }) => parent_event_id ?? []);
    assert.ok(parents.length > 0);
    assert.deepEqual(
      parents.filter((id) => !ids.has(id)),
      [],
    );
  });
});
