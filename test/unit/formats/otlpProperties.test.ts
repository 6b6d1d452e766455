import assert from "node:assert/strict";
import fc from "fast-check";
import type { ExportFormat } from "../../../src/telemetry/export/formats/format";
import { exportFormats } from "../../../src/telemetry/export/formats/registry";
import type { TelemetryEvent } from "../../../src/telemetry/read/eventLines";
import { parseLine } from "../../../src/telemetry/stored/event";
import { toIJson } from "../../../src/telemetry/text/iJson";
import { escapeLineSeparators } from "../../../src/telemetry/text/lineSeparators";
import { decodedRecords, judgeDocument } from "../../support/otlp/decodedRecords";
import { type PlainRecord, expectedRecord } from "../../support/otlp/expectedRecord";
import { type HostileRow, hostileContext, hostileRow } from "../../support/otlp/hostileRows";
import type { LogsRequest } from "../../support/otlp/logsRequest";
import { levelsOf } from "../../support/otlp/plainValue";
import { DESTINATION, event, memoryFs, runExport, writeDocument } from "../../support/telemetry";

/** The same rows each time; fast-check prints it when a property fails, and OTLP_SEED replaces it. */
const seed = Number(process.env["OTLP_SEED"] ?? 20260301);
const rows = fc.array(hostileRow, { minLength: 1, maxLength: 60, size: "max" });
const formats: readonly ExportFormat[] = exportFormats.filter(
  ({ group }) => group === "openTelemetryLogs",
);

for (const [index, format] of formats.entries()) {
  describe(`documents of the format ${format.id}`, function () {
    this.timeout(120_000);

    it("are valid and hold every hostile event whole", () => {
      let count = 0;
      const property = fc.property(rows, (list) => {
        count += list.length;
        const requests = judgeDocument(
          format,
          writeDocument(
            format,
            list.map(({ line }) => toEvent(line)),
          ),
        );
        assert.deepEqual(
          decodedRecords(requests),
          list.map((one) => expected(one)),
        );
      });
      fc.assert(property, { seed: seed + index, numRuns: 450 });
      assert.ok(count >= 10_000, `only ${count} events`);
    });

    it("are the same when the whole pipeline makes them, below a header", async () => {
      const property = fc.asyncProperty(rows, hostileContext, async (list, context) => {
        const header = `{"kind":"header","context":${context}}`;
        const requests = await exported(format, [header, ...list.map(({ line }) => line)]);
        const { context: inherited } = iJson(header) as { context: unknown };
        assert.deepEqual(
          decodedRecords(requests),
          list.map(({ line, unixNano }) => {
            const stored = iJson(line);
            return expectedRecord(stored, stored["context"] ?? inherited, unixNano);
          }),
        );
      });
      await fc.assert(property, { seed: seed + index, numRuns: 25 });
    });

    const megabyte = "x".repeat(1_000_000);
    const long: [what: string, fields: object][] = [
      ["name", { event_name: megabyte }],
      ["property", { properties: { a: megabyte, b: "\ud800".repeat(500_000) } }],
      ["key", { properties: { [megabyte]: 1 }, measurements: { [megabyte]: 2 } }],
      ["context", { context: { session_id: megabyte } }],
      ["id", { trace_id: megabyte, event_id: "0".repeat(1_000_000) }],
      ["list", { added: Array.from({ length: 30_000 }, () => "ü") }],
    ];
    for (const [what, fields] of long) {
      it(`hold a ${what} of 1 MB`, () => {
        survive(format, [{}, fields, {}]);
      });
    }

    // An event that is read has at most 63 levels, of which an error's message is in the third.
    for (const levels of [8, 16, 30, 61]) {
      it(`hold lists and maps of ${levels} levels`, () => {
        for (const [open, close] of NESTINGS) {
          const nested = `${open.repeat(levels)}1${close.repeat(levels)}`;
          assert.deepEqual(levelsIn(format, nested), Array(5).fill(levels));
        }
      });
    }

    it("hold a row and a header's context of 20,000 levels whole, the deepest as text", async () => {
      const deep = `${"[".repeat(20_000)}1${"]".repeat(20_000)}`;
      const lines = [
        `{"kind":"header","context":{"a":${deep}}}`,
        `{"event_name":"a","timestamp":"2026-03-01","added":${deep}}`,
      ];
      const [record] = decodedRecords(await exported(format, lines));
      const values = [...(record?.attributes ?? []), ...(record?.resource ?? [])];
      const brackets = values.map(([, value]) => JSON.stringify(value).split("[").length - 1);
      assert.deepEqual(
        brackets.filter((count) => count > 0),
        [20_000, 20_000],
      );
    });

    it("hold maps whose keys become the same when they are made well-formed", () => {
      survive(format, [{ added: { "k\ud800": 1, "k\udfff": 2, "k\ufffd": 3 } }]);
    });

    it("take a result that is null for none", () => {
      const ids = { event_id: "00f067aa0ba902b7", parent_event_id: "b7ad6b7169203331" };
      survive(format, [{ ...ids, properties: { result: null } }]);
    });
  });
}

const NESTINGS = [
  ["[", "]"],
  ['{"a":', "}"],
] as const;

/** Of a value in five places, how deep it is in each. */
function levelsIn(format: ExportFormat, nested: string): number[] {
  const start = `{"event_name":"a","timestamp":"2026-03-01"`;
  const events = [
    `${start},"added":${nested},"properties":{"a":${nested}},"context":{"a":${nested}}}`,
    `${start},"measurements":{"":${nested}},"error":{"message":${nested}}}`,
  ].map(toEvent);
  return decodedRecords(judgeDocument(format, writeDocument(format, events)))
    .flatMap(({ attributes, resource }) => [...attributes, ...resource])
    .map(([, value]) => levelsOf(value))
    .filter((levels) => levels > 0);
}

/** Events with these fields, all of one moment, are in a valid document. */
function survive(format: ExportFormat, fields: readonly object[]): void {
  const events = fields.map((some) => event(some));
  const requests = judgeDocument(format, writeDocument(format, events));
  assert.deepEqual(
    decodedRecords(requests),
    events.map((one) => expectedRecord(one.row, one.context, 1772366400000000000n)),
  );
}

/** As readEvents makes it of a line, of a file without header. */
function toEvent(line: string): TelemetryEvent {
  const parsed = parseLine(line);
  assert.ok(parsed.kind === "event", line);
  const text = escapeLineSeparators(line);
  const { row: stored, time } = parsed;
  const context = stored["context"];
  return { row: stored, time, context, extensionId: undefined, text, isRepaired: false };
}

/** The fields of a line after the export has made it I-JSON. */
function iJson(line: string): Record<string, unknown> {
  const text = toIJson(line, JSON.parse(line) as object);
  return JSON.parse(text) as Record<string, unknown>;
}

function expected({ line, unixNano }: HostileRow): PlainRecord {
  const stored = JSON.parse(line) as Record<string, unknown>;
  return expectedRecord(stored, stored["context"], unixNano);
}

/** The requests that an export of one file writes; every line but a header is an event. */
async function exported(format: ExportFormat, lines: readonly string[]): Promise<LogsRequest[]> {
  const text = lines.map((line) => `${line}\n`).join("");
  const fs = memoryFs({ "telemetry-2026-03-01-0a1b2c3d.jsonl": text });
  const outcome = await runExport(fs, { format });
  assert.ok(outcome.kind === "exported");
  assert.deepEqual([outcome.eventCount, outcome.skippedCount], [lines.length - 1, 0]);
  return judgeDocument(format, fs.readFileSync(DESTINATION));
}
