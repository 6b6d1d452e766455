import assert from "node:assert/strict";
import { fileSizes, totalSize } from "../../src/telemetry/stored/fileSizes";
import type { FileSystem } from "../../src/telemetry/stored/fileSystem";
import { listTelemetryFiles } from "../../src/telemetry/stored/telemetryFolder";
import { DIRECTORY, asFileSystem, memoryFs } from "../support/telemetry";
import { withCallback } from "../support/watchedFs";

describe("sizes of files", () => {
  it("are bytes, and nothing for a file that is gone since it was listed", async () => {
    const memory = memoryFs({
      "telemetry-2026-03-01.jsonl": "ü",
      "telemetry-2026-03-02.jsonl": "gone",
      "telemetry-2026-03-03.jsonl": "three",
    });
    const fs = asFileSystem(memory);
    const files = await listTelemetryFiles(fs, { directory: DIRECTORY });
    memory.rmSync(`${DIRECTORY}/telemetry-2026-03-02.jsonl`);
    const sizes = (await fileSizes(fs, files)) ?? new Map<string, number>();
    assert.deepEqual(
      files.map((file) => totalSize(sizes, [file])),
      [2, 0, 5],
    );
    assert.equal(totalSize(sizes, files), 7);
  });

  it("are asked for a few at a time, however many files there are", async () => {
    const names = Array.from(
      { length: 200 },
      (_, part) => `telemetry-2026-03-01.${part + 1}.jsonl`,
    );
    const fs = asFileSystem(memoryFs(Object.fromEntries(names.map((name) => [name, "x"]))));
    let running = 0;
    let most = 0;
    const stat = withCallback(async (path, options) => {
      most = Math.max(most, ++running);
      const stats = await fs.promises.stat(path, options);
      running--;
      return stats;
    });
    const counting: FileSystem = { ...fs, stat };
    const files = await listTelemetryFiles(fs, { directory: DIRECTORY });
    const sizes = (await fileSizes(counting, files)) ?? new Map<string, number>();
    assert.equal(totalSize(sizes, files), 200);
    assert.ok(most > 1 && most <= 64, `${most} at once`);
  });
});
