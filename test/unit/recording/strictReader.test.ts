import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CODER_TELEMETRY } from "../../support/coderTelemetry";
import { jsonl } from "../../support/rows";
import { readStrictly } from "../../support/strictReader";

/** Written by the Coder extension. */
const folder = CODER_TELEMETRY;

const context = {
  extension_version: "1.2.3",
  machine_id: "machine",
  session_id: "0a1b2c3d000040008000000000000000",
  os_type: "linux",
  os_version: "6.12.0",
  host_arch: "x64",
  platform_name: "Visual Studio Code",
  platform_version: "1.105.0",
};
const timestamp = "2026-03-01T12:00:00.000Z";
const header = { kind: "header", schema_version: 1, timestamp, context };
const row = {
  event_id: "0123456789abcdef",
  event_name: "test.event",
  timestamp,
  event_sequence: 0,
  properties: { key: "value" },
  measurements: { count: 1.5 },
  trace_id: "0123456789abcdef0123456789abcdef",
  parent_event_id: "0123456789abcdef",
  error: { message: "Error: ENOENT", type: "Error", code: "ENOENT" },
  deployment_url: "",
};

describe("the strict reader", () => {
  it("takes all that the Coder extension wrote", () => {
    const names = readdirSync(folder);
    const rows = names.flatMap(
      (name) => readStrictly(readFileSync(join(folder, name), "utf8")).rows,
    );
    assert.deepEqual([names.length, rows.length], [11, 343]);
  });

  it("takes rows with and without the fields that are optional", () => {
    const { trace_id, parent_event_id, error, ...least } = row;
    const rows = [row, least, { ...least, trace_id, error: { message: "" } }];
    assert.ok(parent_event_id && error);
    assert.deepEqual(readStrictly(jsonl(header, ...rows)), { header, rows });
  });

  const withHeader = (change: object): string => jsonl({ ...header, ...change }, row);
  const withContext = (change: object): string =>
    withHeader({ context: { ...context, ...change } });
  const withRow = (change: object): string => jsonl(header, row, { ...row, ...change });
  const damaged: [what: string, content: string][] = [
    ["nothing", ""],
    ["a row before the header", jsonl(row, header)],
    ["rows without a header", jsonl(row)],
    ["a second header", jsonl(header, row, header)],
    ["a torn header", JSON.stringify(header).slice(0, 40)],
    ["a torn row", jsonl(header, row) + JSON.stringify(row).slice(0, 40)],
    ["a torn row that was closed", `${jsonl(header, row)}{"event_id":\n${jsonl(row)}`],
    ["an empty line", `${jsonl(header)}\n${jsonl(row)}`],
    ["a line that is no object", jsonl(header, [row])],
    ["a header of another kind", withHeader({ kind: "footer" })],
    ["a header of another version", withHeader({ schema_version: 2 })],
    ["a header without its time", withHeader({ timestamp: undefined })],
    ["a header without context", withHeader({ context: undefined })],
    ["a header whose context is a text", withHeader({ context: "linux" })],
    ["a header with a field more", withHeader({ deployment_url: "" })],
    ["a context with a field more", withContext({ deployment_url: "" })],
    ["a context with a session of another form", withContext({ session_id: "0a1b2c3d-0000" })],
    ["a context with Node's name of Windows", withContext({ os_type: "win32" })],
    ...Object.keys(context).map((field): [string, string] => [
      `a context without ${field}`,
      withContext({ [field]: undefined }),
    ]),
    ...["event_id", "event_name", "timestamp", "event_sequence", "properties", "measurements"]
      .concat("deployment_url")
      .map((field): [string, string] => [
        `a row without ${field}`,
        withRow({ [field]: undefined }),
      ]),
    ...Object.keys(row).map((field): [string, string] => [
      `a row whose ${field} is null`,
      withRow({ [field]: null }),
    ]),
    ["a row of a kind", withRow({ kind: "event" })],
    ["a row with a context", withRow({ context })],
    ["a row with a version", withRow({ schema_version: 1 })],
    ["an event id that is too short", withRow({ event_id: "0123456789abcde" })],
    ["a trace id that is too long", withRow({ trace_id: `${row.trace_id}0` })],
    ["a parent that is not hexadecimal", withRow({ parent_event_id: "0123456789abcdeg" })],
    ["a row without a name", withRow({ event_name: "" })],
    ["a time of another form", withRow({ timestamp: "2026-03-01" })],
    ["a sequence that is no whole number", withRow({ event_sequence: 0.5 })],
    ["a property that is a number", withRow({ properties: { key: 1 } })],
    ["properties that are a list", withRow({ properties: [] })],
    ["a measurement that is a text", withRow({ measurements: { count: "1" } })],
    ["a measurement that is none", withRow({ measurements: { count: NaN } })],
    ["an error without a message", withRow({ error: { type: "Error" } })],
    ["an error whose code is a number", withRow({ error: { message: "", code: 1 } })],
    ["an error with a field more", withRow({ error: { message: "", stack: "" } })],
  ];
  for (const [what, content] of damaged) {
    it(`refuses ${what}`, () => {
      assert.throws(() => readStrictly(content), /^Error: (Line \d|There is no header)/);
    });
  }
});
