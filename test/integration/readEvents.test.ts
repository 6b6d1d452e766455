import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chronological, fileByFile, type EventOrder } from "../../src/telemetry/export/mergeEvents";
import type { Skip } from "../../src/telemetry/export/readEvents";
import { listFiles } from "../../src/telemetry/export/selectFiles";
import { jsonl, row } from "../support/rows";

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
      const files = await listFiles(fs, directory);
      fs.rmSync(join(directory, names[0] ?? ""));

      const { read, skipped } = await readAll(order, files);
      assert.deepEqual(read, [names[1]]);
      assert.deepEqual(skipped, [{ file: names[0], reason: "unreadableFile" }]);
    });

    it(`stops in the middle of a file when it is called off (${order.name})`, async () => {
      const lines = jsonl(...Array.from({ length: 1000 }, () => row())).repeat(20);
      fs.writeFileSync(join(directory, "telemetry-2026-03-01.jsonl"), lines);
      const controller = new AbortController();
      const files = await listFiles(fs, directory);
      await assert.rejects(
        readAll(order, files, controller.signal, () => {
          controller.abort();
        }),
        { name: "AbortError" },
      );
    });
  }
});

async function readAll(
  order: EventOrder,
  files: Parameters<EventOrder>[0],
  signal?: AbortSignal,
  onBatch?: () => void,
): Promise<{ read: string[]; skipped: Skip[] }> {
  const read: string[] = [];
  const skipped: Skip[] = [];
  const onSkip = (skip: Skip): void => {
    skipped.push(skip);
  };
  for await (const batch of order(files, { fs, window: {}, onSkip, signal })) {
    read.push(...batch.map(({ row: { event_name } }) => event_name));
    onBatch?.();
  }
  return { read, skipped };
}
