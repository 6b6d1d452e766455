import assert from "node:assert/strict";
import { memfs } from "memfs";
import { applyRetention } from "../../src/telemetry/recording/sinks/retention";
import { listFiles } from "../../src/telemetry/sources/listFiles";
import type { EventRow } from "../../src/telemetry/stored/event";
import { chosenSource, storedSources } from "../../src/telemetry/stored/sources";
import type { TelemetrySource } from "../../src/telemetry/stored/telemetryFolder";
import { type CoderEvent, coderEvents, coderFiles } from "../support/coderTelemetry";
import { decodedRecords, judgeDocument } from "../support/otlp/decodedRecords";
import { expectedRecord } from "../support/otlp/expectedRecord";
import { jsonl, row } from "../support/rows";
import {
  DESTINATION,
  type MemoryFs,
  asFileSystem,
  formatOf,
  runExport,
} from "../support/telemetry";

const STORAGE = "/data/User/globalStorage";
const OWN = `${STORAGE}/coder.coder-telemetry/telemetry`;
const THEIRS = `${STORAGE}/coder.coder-remote/telemetry`;

type Files = Record<string, string>;

/** A file system with a global storage that holds these telemetry files. */
function storage(own: Files, theirs: Files): MemoryFs {
  return memfs({ [OWN]: own, [THEIRS]: theirs, "/home": {} }).fs;
}

function exported(fs: MemoryFs): string {
  return String(fs.readFileSync(DESTINATION, "utf8"));
}

const exportedRows = (fs: MemoryFs): EventRow[] => JSON.parse(exported(fs)) as EventRow[];

/** What the JSON array makes of a line below a header: the line as stored, and the header's fields behind it. */
function expectedElement({ line, row: { deployment_url }, header }: CoderEvent): string {
  const context = JSON.stringify({ ...(header.context as object), deployment_url });
  return `${line.slice(0, -1)},"context":${context},"schema_version":1}`;
}

describe("a folder that the Coder extension wrote", () => {
  const sources: readonly TelemetrySource[] = [chosenSource(THEIRS)];
  const events = coderEvents();

  it("is exported whole as a JSON array, each event as it is stored and of one shape", async () => {
    const fs = storage({}, coderFiles());
    const outcome = await runExport(fs, { sources });
    assert.ok(outcome.kind === "exported");
    assert.deepEqual([outcome.eventCount, outcome.fileCount, outcome.skippedCount], [343, 11, 0]);
    assert.deepEqual(
      outcome.sessions.map(({ first, last, events, gaps }) => [first, last, events, gaps]),
      [
        [0, 138, 139, 0],
        [0, 67, 68, 0],
        [0, 135, 136, 0],
      ],
    );
    assert.deepEqual([outcome.duplicateCount, outcome.uncheckedCount], [0, 0]);
    const lines = exported(fs)
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => line.replace(/,$/, ""));
    // Secrets in messages are masked, so these lines are not as they are stored.
    const isMasked = (line: string): boolean => line.includes("?token=");
    assert.deepEqual(
      lines.filter((line) => !isMasked(line)).sort(),
      events
        .map(expectedElement)
        .filter((line) => !isMasked(line))
        .sort(),
    );
    assert.equal(lines.filter(isMasked).length, 5);
    for (const { context, deployment_url } of exportedRows(fs)) {
      const { session_id, ...others } = context as Record<string, unknown>;
      assert.match(String(session_id), /^[0-9a-f]{32}$/);
      assert.equal(others["deployment_url"], deployment_url);
    }
  });

  it("comes in order of time, also what was stored after midnight", async () => {
    const fs = storage({}, coderFiles());
    await runExport(fs, { sources });
    const times = exportedRows(fs).map(({ timestamp }) => timestamp);
    assert.deepEqual(times, times.toSorted());
    assert.equal(times.filter((time) => time.startsWith("2026-11-21T23:59:58")).length, 2);
  });

  for (const id of ["otlp", "otlpJsonl"] as const) {
    it(`is exported whole as ${id}, each resource with the extension that recorded it`, async () => {
      const format = formatOf(id);
      const fs = storage({}, coderFiles());
      const outcome = await runExport(fs, { sources, format, window: {} });
      assert.ok(outcome.kind === "exported");
      assert.equal(outcome.skippedCount, 0);
      const expected = events.map(({ row: stored, header }) =>
        expectedRecord(stored, header.context, nanosOf(stored), "coder.coder-remote"),
      );
      const records = decodedRecords(judgeDocument(format, exported(fs)));
      assert.equal(records.length, 343);
      assert.deepEqual(inText(records), inText(expected));
    });
  }
});

function nanosOf({ timestamp }: EventRow): bigint {
  return BigInt(Date.parse(timestamp)) * 1_000_000n;
}

/** Records as sorted text, without those whose message holds a secret. */
function inText(records: readonly object[]): string[] {
  const replace = (_key: string, value: unknown): unknown =>
    typeof value === "bigint" ? String(value) : value;
  return records
    .map((record) => JSON.stringify(record, replace))
    .filter((text) => !text.includes("?token="))
    .sort();
}

describe("telemetry of both extensions", () => {
  const sources = storedSources(OWN);
  const own = (name: string, timestamp: string): EventRow =>
    row({ event_name: name, timestamp, context: { session_id: "own" } });

  it("is merged in order of time, each event once", async () => {
    const mine = [own("before", "2026-11-20T09:00:00Z"), own("after", "2026-11-22T12:00:00Z")];
    const fs = storage({ "telemetry-2026-11-20-ffffffff.jsonl": jsonl(...mine) }, coderFiles());
    const outcome = await runExport(fs, { sources });
    assert.ok(outcome.kind === "exported");
    assert.deepEqual([outcome.eventCount, outcome.fileCount], [345, 12]);
    const names = exportedRows(fs).map(({ event_name }) => event_name);
    assert.equal(names[0], "before");
    assert.equal(names.at(-1), "after");
  });

  it("tells in OTLP which extension recorded what", async () => {
    const mine = jsonl(own("mine", "2026-11-20T09:00:00Z"));
    const fs = storage({ "telemetry-2026-11-20-ffffffff.jsonl": mine }, coderFiles());
    await runExport(fs, { sources, format: formatOf("otlp") });
    const records = decodedRecords(judgeDocument(formatOf("otlp"), exported(fs)));
    const counts = new Map<unknown, number>();
    for (const { resource } of records) {
      const source = JSON.stringify(resource.find(([key]) => key === "telemetry.source"));
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
    assert.deepEqual([...counts.values()].sort(), [1, 343].sort());
    assert.deepEqual(
      [...counts.keys()].map((key) => /coder\.coder-\w+/.exec(String(key))?.[0]).sort(),
      ["coder.coder-remote", "coder.coder-telemetry"],
    );
  });

  it("holds an event once where both folders have the same file", async () => {
    const fs = storage({}, coderFiles());
    for (const name of Object.keys(coderFiles())) {
      fs.linkSync(`${THEIRS}/${name}`, `${OWN}/${name}`);
    }
    const outcome = await runExport(fs, { sources });
    assert.ok(outcome.kind === "exported");
    assert.deepEqual([outcome.eventCount, outcome.fileCount], [343, 11]);
  });

  it("is counted once where one folder is a link to the other, and is nobody's to delete", async () => {
    const fs = storage({}, coderFiles());
    fs.rmdirSync(OWN);
    fs.symlinkSync(THEIRS, OWN);
    const { files } = await listFiles(asFileSystem(fs), sources);
    assert.equal(files.length, 11);
    const settings = { maxAgeDays: 1, maxTotalBytes: 4096 };
    const { removed } = await applyRetention(
      asFileSystem(fs),
      OWN,
      settings,
      Date.UTC(2026, 11, 1),
    );
    assert.deepEqual(removed, []);
    assert.equal(fs.readdirSync(THEIRS).length, 11);
  });

  it("keeps files of the same name apart, also where something is missing", async () => {
    const name = "telemetry-2026-11-20-ffffffff.jsonl";
    const line = jsonl(own("mine", "2026-11-20T09:00:00Z"));
    const fs = storage({ [name]: `${line}torn` }, { [name]: `torn\n${line}` });
    const outcome = await runExport(fs, { sources });
    assert.ok(outcome.kind === "exported");
    assert.equal(outcome.eventCount, 2);
    assert.deepEqual(outcome.skipped.map(({ file, line: number }) => `${file}:${number}`).sort(), [
      `coder.coder-remote/${name}:1`,
      `coder.coder-telemetry/${name}:2`,
    ]);
  });

  it("loses no more than the folder that can't be read, and says which one that is", async () => {
    const fs = storage(
      { "telemetry-2026-11-20-ffffffff.jsonl": jsonl(own("mine", "2026-11-20T09:00:00Z")) },
      {},
    );
    fs.rmdirSync(THEIRS);
    fs.writeFileSync(THEIRS, "no folder");
    const outcome = await runExport(fs, { sources });
    assert.ok(outcome.kind === "exported");
    assert.equal(outcome.eventCount, 1);
    assert.deepEqual(outcome.problems, [
      { file: THEIRS, reason: "unreadableFolder", code: "ENOTDIR" },
    ]);
  });

  it("is an error when the only folder with telemetry can't be read", async () => {
    const fs = storage({}, {});
    fs.rmdirSync(THEIRS);
    fs.writeFileSync(THEIRS, "no folder");
    await assert.rejects(listFiles(asFileSystem(fs), sources), {
      code: "directoryUnreadable",
      path: THEIRS,
    });
  });

  it("is never overwritten", async () => {
    const fs = storage({}, coderFiles());
    fs.symlinkSync(DESTINATION, `${THEIRS}/telemetry-2026-11-23-ffffffff.jsonl`);
    await assert.rejects(runExport(fs, { sources }), { code: "destinationNamedAsTelemetry" });
  });
});

describe("the source of a folder that somebody chose", () => {
  const cases: [directory: string, extensionId: string | undefined][] = [
    [THEIRS, "coder.coder-remote"],
    [OWN, "coder.coder-telemetry"],
    ["/home/ada/telemetry", undefined],
  ];
  for (const [directory, extensionId] of cases) {
    it(`is ${extensionId ?? "not known"} for ${directory}`, () => {
      assert.deepEqual(chosenSource(directory), { directory, extensionId });
    });
  }
});
