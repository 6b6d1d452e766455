import assert from "node:assert/strict";
import type { ExportFormat } from "../../src/telemetry/export/formats/format";
import { jsonl, timedRow } from "../support/rows";
import { DESTINATION, completeFormats, formatOf, memoryFs, runExport } from "../support/telemetry";

interface OtlpRequest {
  resourceLogs: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeLogs: { logRecords: { eventName: string }[] }[];
  }[];
}

/** The exported text of one file of these rows. */
async function exported(format: ExportFormat, ...rows: readonly object[]): Promise<string> {
  const fs = memoryFs({ "telemetry-2026-03-01-00000000.jsonl": jsonl(...rows) });
  const outcome = await runExport(fs, { format });
  assert.ok(outcome.kind === "exported");
  assert.deepEqual(outcome.skipped, []);
  return fs.readFileSync(DESTINATION, "utf8") as string;
}

/** The session of each event by its name, as OTLP has it. */
function sessionsIn(text: string): Record<string, string | undefined> {
  const requests = text.trim().split(/\n(?=\{"resourceLogs")/);
  const entries = requests.flatMap((request) => (JSON.parse(request) as OtlpRequest).resourceLogs);
  return Object.fromEntries(
    entries.flatMap(({ resource, scopeLogs }) => {
      const session = resource.attributes.find(({ key }) => key === "service.instance.id");
      return scopeLogs.flatMap(({ logRecords }) =>
        logRecords.map(({ eventName }) => [eventName, session?.value.stringValue]),
      );
    }),
  );
}

const header = (session_id: string, more: object = {}): object => ({
  kind: "header",
  schema_version: 1,
  timestamp: "2026-03-01T12:00:00.000Z",
  context: { session_id, ...more },
});
const named = (event_name: string, fields: object = {}): object =>
  timedRow({ event_name, ...fields });

describe("a header in a file", () => {
  const rows = [
    named("before"),
    header("first"),
    named("a"),
    named("own", { context: { session_id: "own" } }),
    named("none", { context: null }),
    header("second"),
    named("b"),
  ];

  it("gives its context to a row on its own line", async () => {
    const text = jsonl(header("first"), named("a")).replace("\n", "");
    const fs = memoryFs({ "telemetry-2026-03-01.jsonl": text });
    const outcome = await runExport(fs);
    assert.ok(outcome.kind === "exported");
    assert.deepEqual([outcome.eventCount, outcome.skipped], [1, []]);
    assert.match(String(fs.readFileSync(DESTINATION)), /"session_id":"first"/);
  });

  it("leaves the rows below it without a context if it is damaged, and does not give them an earlier one", async () => {
    const torn = JSON.stringify(header("second")).slice(0, -20);
    const lines = [jsonl(header("first"), named("a")), torn, "\n", jsonl(named("b"))];
    const fs = memoryFs({ "telemetry-2026-03-01.jsonl": lines.join("") });
    const outcome = await runExport(fs, { format: formatOf("otlp") });
    assert.ok(outcome.kind === "exported");
    assert.deepEqual([outcome.skippedCount, outcome.uncheckedCount], [1, 2]);
    assert.deepEqual(sessionsIn(String(fs.readFileSync(DESTINATION))), {
      a: "first",
      b: undefined,
    });
  });

  it("gives its context to the rows below it in a JSON array, unless they have one, be it null", async () => {
    const events = JSON.parse(await exported(formatOf("json"), ...rows)) as {
      event_name: string;
      context?: { session_id: string } | null;
    }[];
    assert.deepEqual(
      events.map(({ event_name, context }) => [
        event_name,
        context === null ? null : context?.session_id,
      ]),
      [
        ["before", undefined],
        ["a", "first"],
        ["own", "own"],
        ["none", null],
        ["b", "second"],
      ],
    );
  });

  for (const id of ["otlp", "otlpJsonl"] as const) {
    it(`is the resource of the rows below it that have no context of their own (${id})`, async () => {
      assert.deepEqual(sessionsIn(await exported(formatOf(id), ...rows)), {
        before: undefined,
        a: "first",
        own: "own",
        none: "first",
        b: "second",
      });
    });
  }

  for (const format of completeFormats) {
    it(`lets no secret of its context out, whatever the rows below it have (${format.id})`, async () => {
      const secret = header("first", { token: "hunter2", note: "password=hunter2" });
      const text = await exported(
        format,
        secret,
        named("a"),
        named("none", { context: null }),
        named("masked", { context: null, properties: { password: "hunter2" } }),
        named("url", { deployment_url: "https://ada:hunter2@dev.example.com" }),
      );
      assert.ok(!text.includes("hunter2"));
      assert.ok(text.includes("password=[masked]"));
    });
  }
});
