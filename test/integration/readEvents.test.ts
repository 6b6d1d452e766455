import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventOrder } from "../../src/telemetry/export/document/fileOrder";
import { chronological, fileByFile } from "../../src/telemetry/export/document/order";
import { exportEvents } from "../../src/telemetry/export/exportEvents";
import { json } from "../../src/telemetry/export/formats/json";
import type { Problem } from "../../src/telemetry/read/problem";
import type { Skip } from "../../src/telemetry/read/skips";
import { type MeasuredFile, measureFiles } from "../../src/telemetry/stored/fileSizes";
import { listTelemetryFiles } from "../../src/telemetry/stored/telemetryFolder";
import { memoryDestination } from "../support/memoryDestination";
import { jsonl, row } from "../support/rows";
import { readNames } from "../support/telemetry";

const MEGABYTE = 1_000_000;

/** Streams of the real file system: memfs fails to open them in its own way. */
describe("reading from the disk", () => {
  let directory: string;

  beforeEach(() => {
    directory = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
  });
  afterEach(() => {
    fs.rmSync(directory, { recursive: true });
  });

  for (const order of [chronological, fileByFile]) {
    it(`tells a file that vanished since it was listed, and reads the others (${order.name})`, async () => {
      const names = ["aaaaaaaa", "bbbbbbbb"].map(
        (session) => `telemetry-2026-03-01-${session}.jsonl`,
      );
      for (const name of names) {
        fs.writeFileSync(join(directory, name), jsonl(row({ event_name: name })));
      }
      const files = await filesIn(directory);
      fs.rmSync(join(directory, names[0] ?? ""));

      const { read, skipped } = await readAll(order, files);
      assert.deepEqual(read, [names[1]]);
      assert.deepEqual(skipped, [{ file: names[0], reason: "unreadableFile", code: "ENOENT" }]);
    });

    it(`stops in the middle of a file when it is called off (${order.name})`, async () => {
      const lines = jsonl(...Array.from({ length: 1000 }, () => row())).repeat(20);
      fs.writeFileSync(join(directory, "telemetry-2026-03-01.jsonl"), lines);
      const controller = new AbortController();
      const files = await filesIn(directory);
      await assert.rejects(
        readAll(order, files, controller.signal, () => {
          controller.abort();
        }),
        { name: "AbortError" },
      );
    });
  }

  it("reads no further than the destination has written", async () => {
    const lines = jsonl(...Array.from({ length: 1000 }, () => row())).repeat(100);
    fs.writeFileSync(join(directory, "telemetry-2026-03-01.jsonl"), lines);
    assert.ok(lines.length > 5 * MEGABYTE);
    const streams: fs.ReadStream[] = [];
    const watched = {
      ...fs,
      createReadStream: (...args: Parameters<typeof fs.createReadStream>) => {
        const stream = fs.createReadStream(...args);
        streams.push(stream);
        return stream;
      },
    };
    let release = (): void => undefined;
    const blocked = new Promise<void>((resolve) => (release = resolve));
    const exported = exportEvents(
      {
        sources: [{ directory }],
        window: {},
        format: json,
        openDestination: () => Promise.resolve(memoryDestination(() => blocked)),
      },
      { fs: watched, version: "1.2.3" },
    );
    // As long as it takes to read the whole file, were nothing in the way.
    await readAll(fileByFile, await filesIn(directory));
    const bytesRead = streams.map((stream) => stream.bytesRead);
    release();
    const outcome = await exported;
    assert.ok(Math.max(...bytesRead) < 2 * MEGABYTE, `${bytesRead.join(", ")} bytes were read`);
    assert.equal(outcome.kind === "exported" && outcome.eventCount, 100_000);
  });
});

function filesIn(directory: string): Promise<MeasuredFile[]> {
  const onUnreadable = (name: string): void => {
    assert.fail(name);
  };
  return listTelemetryFiles(fs, { directory }).then((files) =>
    measureFiles(files, { fs, onUnreadable }),
  );
}

async function readAll(
  order: EventOrder,
  files: readonly MeasuredFile[],
  signal?: AbortSignal,
  onBatch?: () => void,
): Promise<{ read: string[]; skipped: readonly (Skip | Problem)[] }> {
  const { names, skipped } = await readNames(order, files, { fs, signal }, onBatch);
  return { read: names, skipped };
}
