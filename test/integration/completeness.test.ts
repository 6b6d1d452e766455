import assert from "node:assert/strict";
import * as nodeFs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileDestination } from "../../src/telemetry/export/destination/fileDestination";
import { type ExportOutcome, exportEvents } from "../../src/telemetry/export/exportEvents";
import { openChosen } from "../../src/telemetry/sources/openSources";
import { jsonl, row } from "../support/rows";
import { DESTINATION, DIRECTORY, formatOf, memoryFs, runExport } from "../support/telemetry";
import { ThreadPlace, WORKER } from "../support/threadPlace";
import { renamed, zipOf } from "../support/zips";

const SESSION = "1dac90a2110e18e03a9771e6c4e905ba";
const header = { kind: "header", schema_version: 1, context: { session_id: SESSION } };

type Finished = Exclude<ExportOutcome, { readonly kind: "cancelled" }>;

async function finished(exporting: Promise<ExportOutcome>): Promise<Finished> {
  const outcome = await exporting;
  assert.ok(outcome.kind !== "cancelled");
  return outcome;
}

/** Rows of dialect C with these sequence numbers, a minute apart. */
function rows(...numbers: number[]): object[] {
  return numbers.map((event_sequence) =>
    row({
      event_sequence,
      timestamp: new Date(Date.UTC(2026, 2, 1, 23, event_sequence)).toISOString(),
    }),
  );
}

describe("what is missing", () => {
  it("is told by session, across the files of several days and parts", async () => {
    const fs = memoryFs({
      "telemetry-2026-03-01-1dac90a2.jsonl": jsonl(header, ...rows(20, 21)),
      "telemetry-2026-03-01-1dac90a2.1.jsonl": jsonl(header, ...rows(22, 25)),
      "telemetry-2026-03-02-1dac90a2.jsonl": jsonl(header, ...rows(70, 72)),
      "telemetry-2026-03-02-0000.jsonl": jsonl(
        row({ context: { session_id: "0" }, event_sequence: 9 }),
      ),
    });
    const outcome = await finished(runExport(fs));
    assert.deepEqual(outcome.sessions, [
      { session: "0", first: 9, last: 9, events: 1, gaps: 0 },
      { session: SESSION, first: 20, last: 72, events: 6, gaps: 3 },
    ]);
    assert.deepEqual(outcome.gaps, [
      { session: SESSION, after: 22, before: 25, count: 2 },
      { session: SESSION, after: 25, before: 70, count: 44 },
      { session: SESSION, after: 70, before: 72, count: 1 },
    ]);
    assert.deepEqual([outcome.missingCount, outcome.gapCount, outcome.uncheckedCount], [47, 3, 0]);
  });

  it("is not what lies outside the range", async () => {
    const fs = memoryFs({
      "telemetry-2026-03-02-1dac90a2.jsonl": jsonl(header, ...rows(50, 59, 60, 61, 70)),
    });
    const window = { start: Date.UTC(2026, 2, 2), end: Date.UTC(2026, 2, 2, 0, 5) };
    const outcome = await finished(runExport(fs, { window }));
    assert.deepEqual(outcome.sessions, [
      { session: SESSION, first: 60, last: 61, events: 2, gaps: 1 },
    ]);
    assert.deepEqual([outcome.rowsRead, outcome.eventCount, outcome.outsideCount], [5, 2, 3]);
    assert.deepEqual(outcome.gaps, [{ session: SESSION, after: 61, before: 70, count: 8 }]);
  });

  it("is also a row that was skipped, and what a file that can't be read had", async () => {
    const [one, two, three] = rows(1, 2, 3).map((each) => jsonl(each));
    const fs = memoryFs({
      "telemetry-2026-03-01-1dac90a2.jsonl": `${jsonl(header)}${one}${two?.slice(0, 30)}\n${three}`,
    });
    const { gaps, skippedCount, rowsRead } = await finished(runExport(fs));
    assert.deepEqual(gaps, [{ session: SESSION, after: 1, before: 3, count: 1 }]);
    assert.deepEqual([skippedCount, rowsRead], [1, 3]);
  });

  it("is named as the export names the session", async () => {
    const content = jsonl(header, ...rows(1, 3));
    const fs = memoryFs({ "telemetry-2026-03-01-1dac90a2.jsonl": content });
    const { gaps, sessions } = await finished(runExport(fs, { identifiers: "pseudonymize" }));
    const exported = JSON.parse(fs.readFileSync(DESTINATION, "utf8") as string) as {
      context: { session_id: string };
    }[];
    const name = exported[0]?.context.session_id;
    assert.match(name ?? "", /^session-/);
    assert.deepEqual([gaps[0]?.session, sessions[0]?.session], [name, name]);
  });

  it("can't be told of events without a session or a number, which are counted", async () => {
    const context = { session_id: SESSION };
    const content = jsonl(row(), row({ context }), row({ event_sequence: 1 }));
    const fs = memoryFs({ "telemetry-2026-03-01.jsonl": content });
    const { uncheckedCount, sessions } = await finished(runExport(fs));
    assert.deepEqual([uncheckedCount, sessions], [3, []]);
  });
});

describe("what is there twice", () => {
  it("is counted in a support bundle that was packed with another one, and in one folder twice", async () => {
    const folder = nodeFs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    const name = "vscode-logs/telemetry/telemetry-2026-03-01-1dac90a2.jsonl";
    const content = jsonl(header, ...rows(1, 2, 3));
    const other = name.replace("1dac90a2", "00000000");
    const packed = zipOf([name, content], [`bundle/${name}`, content], [other, content]);
    const zip = renamed(packed, other, name);
    const path = join(folder, "bundle.zip");
    nodeFs.writeFileSync(path, zip);
    const { sources, close } = await openChosen(path);
    const outcome = await finished(
      exportEvents(
        {
          sources,
          window: {},
          format: formatOf("json"),
          openDestination: () => openFileDestination(nodeFs, join(folder, "export.json"), sources),
        },
        { fs: nodeFs, version: "1.2.3" },
      ),
    );
    await close();
    assert.deepEqual([outcome.duplicateCount, outcome.eventCount], [6, 9]);
    nodeFs.rmSync(folder, { recursive: true });
  });

  it("is counted, as in a support bundle that has the telemetry of another one", async () => {
    const content = jsonl(header, ...rows(1, 2, 3));
    const fs = memoryFs({ "telemetry-2026-03-01-1dac90a2.jsonl": content });
    fs.mkdirSync("/copy");
    fs.writeFileSync("/copy/telemetry-2026-03-01-1dac90a2.jsonl", content + jsonl(...rows(4)));
    const sources = [{ directory: DIRECTORY }, { directory: "/copy" }];
    const { duplicateCount, eventCount } = await finished(runExport(fs, { sources }));
    assert.deepEqual([duplicateCount, eventCount], [3, 7]);
  });
});

describe("a file that both threads read", () => {
  const SHARED = "telemetry-2026-03-02-00000000.jsonl";
  let place: ThreadPlace;

  beforeEach(() => {
    place = new ThreadPlace();
    place.writeDays();
  });
  afterEach(() => {
    place.remove();
  });

  /** A worker in which the file can't be opened, if this JavaScript expression about its files is true. */
  const workerThatFails = (condition: string): string => {
    const worker = join(place.folder, "worker.js");
    nodeFs.writeFileSync(
      worker,
      `
      const fs = require("node:fs");
      const { open } = fs.promises;
      const { files } = require("node:worker_threads").workerData;
      const isFirst = files.some(({ portion }) => portion.isShared);
      fs.promises.open = async (path, ...rest) => {
        if (path.endsWith(${JSON.stringify(SHARED)}) && (${condition})) {
          throw Object.assign(new Error("EIO"), { code: "EIO" });
        }
        return open(path, ...rest);
      };
      require(${JSON.stringify(WORKER)});
      `,
    );
    return worker;
  };

  for (const [which, condition] of [
    ["first", "isFirst"],
    ["second", "!isFirst"],
    ["first and the second", "true"],
  ] as const) {
    it(`is told once when the ${which} can't read it, and its rows add up`, async () => {
      const whole = await finished(place.export({ worker: WORKER }));
      const outcome = await finished(place.export({ worker: workerThatFails(condition) }));
      assert.deepEqual(outcome.problems, [{ file: SHARED, reason: "unreadableFile", code: "EIO" }]);
      assert.equal(outcome.problemCounts.unreadFile, 1);
      assert.ok(outcome.eventCount < whole.eventCount);
    });
  }
});
