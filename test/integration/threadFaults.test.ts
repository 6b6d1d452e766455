import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openFileDestination } from "../../src/telemetry/export/destination/fileDestination";
import { ExportError } from "../../src/telemetry/export/exportError";
import { describeError } from "../../src/telemetry/export/messages/describeError";
import { english } from "../../src/telemetry/export/messages/l10n";
import { toRecordedError } from "../../src/telemetry/recording/recordedError";
import type { FileSystem } from "../../src/telemetry/stored/fileSystem";
import { ThreadPlace, WORKER, areClosed, openFiles } from "../support/threadPlace";
import { systemError, watchedFs, withCallback } from "../support/watchedFs";

describe("an export whose threads can't go on", () => {
  let place: ThreadPlace;
  let filesBefore: number;
  let before: unknown;

  beforeEach(() => {
    place = new ThreadPlace();
    filesBefore = openFiles();
  });
  afterEach(() => {
    place.remove();
  });

  const nothingHasChanged = async (): Promise<void> => {
    await areClosed(filesBefore);
    // What is opened too late is removed as soon as it is.
    while (fs.readdirSync(place.home).some((name) => name.endsWith(".tmp"))) {
      await sleep(10);
    }
    assert.deepEqual(place.state(), before);
  };

  /** The path of a worker that runs something else. */
  const workerOf = (source: string): string => {
    const worker = join(place.folder, "worker.js");
    fs.writeFileSync(worker, source);
    return worker;
  };
  /** The path of one that does something else first where it writes a part that is not the first of two. */
  const lastWorkerOf = (source: string): string =>
    workerOf(`
      const { portion } = require("node:worker_threads").workerData.files.at(-1);
      if (!portion.isShared) { ${source} }
      require(${JSON.stringify(WORKER)});
    `);

  for (const [which, write] of [
    ["the only thread", "writeDay"],
    ["one of two threads", "writeDays"],
  ] as const) {
    describe(which, () => {
      beforeEach(() => {
        place[write]();
        place.writeOld();
        before = place.state();
      });

      for (const [what, source, cause] of [
        ["throws", "throw new Error('no')", /^no$/],
        ["ends", "process.exit(0)", /^exit 0$/],
      ] as const) {
        it(`fails as a whole when it ${what}, and changes nothing`, async () => {
          const worker = lastWorkerOf(source);
          await assert.rejects(place.export({ worker }), (error) => {
            assert.ok(error instanceof ExportError && error.code === "threadFailed");
            assert.equal(error.path, worker);
            const { cause: told } = error;
            assert.match(told instanceof Error ? told.message : String(told), cause);
            return true;
          });
          await nothingHasChanged();
        });
      }

      it("fails as a whole when it can't be started, and changes nothing", async () => {
        const worker = join(place.folder, "missing.js");
        await assert.rejects(place.export({ worker }), { code: "threadFailed", path: worker });
        await nothingHasChanged();
      });

      it("fails as a whole when it can't write, tells why, and changes nothing", async () => {
        const worker = lastWorkerOf(`
          require("node:fs").writeFileSync = () => {
            throw Object.assign(new Error("ENOSPC: no space"), { code: "ENOSPC" });
          };
        `);
        await assert.rejects(place.export({ worker }), (error) => {
          assert.equal(
            describeError(error, english),
            `There is no space left on the disk. Nothing was saved to ${place.destination}.`,
          );
          return true;
        });
        await nothingHasChanged();
      });

      it("is cancelled while it never answers, and changes nothing", async () => {
        const controller = new AbortController();
        const exported = place.export({
          worker: lastWorkerOf("for (;;);"),
          signal: controller.signal,
        });
        // When all that can be done waits for the thread.
        await sleep(300);
        controller.abort();
        assert.deepEqual(await exported, { kind: "cancelled" });
        await nothingHasChanged();
      });

      it("is cancelled while it writes, and changes nothing", async () => {
        // Takes long enough to be told how far it is in the middle.
        if (write === "writeDay") {
          place.writeDay(90_000);
        }
        before = place.state();
        const controller = new AbortController();
        let during = 0;
        const outcome = await place.export({
          worker: WORKER,
          signal: controller.signal,
          onProgress: ({ eventCount }) => {
            if (eventCount > 0) {
              during = openFiles();
              controller.abort();
            }
          },
        });
        assert.deepEqual(outcome, { kind: "cancelled" });
        assert.ok(during > filesBefore);
        await nothingHasChanged();
      });
    });
  }

  /** The first call of a name for a temporary file, or the one after so many others. */
  const calls: [moment: string, name: string, after: number][] = [
    ["the file of the second part is opened", "open", 1],
    ["the parts are put together", "file.appendFile", 1],
    ["the second part is read", "file.read", 1],
    ["the second part is appended", "file.appendFile", 3],
  ];
  for (const [moment, name, after] of calls) {
    const interfered = (interfere: () => void): FileSystem => {
      let left = after;
      return watchedFs((call) => {
        if (call.name === name && call.path.endsWith(".tmp") && left-- === 0) {
          interfere();
        }
      });
    };

    it(`fails as a whole when ${moment} and that fails, and changes nothing`, async () => {
      place.writeDays();
      place.writeOld();
      before = place.state();
      const used = interfered(() => {
        throw systemError("EIO", moment);
      });
      await assert.rejects(place.export({ worker: WORKER, fs: used }), (error) => {
        assert.equal(
          describeError(error, english),
          `The file system reported an error (EIO: injected). Nothing was saved to ${place.destination}.`,
        );
        return true;
      });
      await nothingHasChanged();
    });

    it(`is cancelled when ${moment}, and changes nothing`, async () => {
      place.writeDays();
      place.writeOld();
      before = place.state();
      const controller = new AbortController();
      const used = interfered(() => {
        controller.abort();
      });
      const { signal } = controller;
      assert.deepEqual(await place.export({ worker: WORKER, fs: used, signal }), {
        kind: "cancelled",
      });
      await nothingHasChanged();
    });
  }

  it("leaves no file of a part that is opened while the destination is discarded", async () => {
    place.writeOld();
    before = place.state();
    const destination = await openFileDestination(fs, place.destination, []);
    const opening = destination.openPart();
    await destination.discard();
    await opening.catch(() => undefined);
    await nothingHasChanged();
  });

  it("fails as a whole when its destination's folder has vanished, and makes nothing there", async () => {
    place.writeDay();
    const stat = withCallback(async (path, options) => {
      fs.rmSync(place.home, { recursive: true, force: true });
      return fs.promises.stat(path, options);
    });
    await assert.rejects(place.export({ worker: WORKER, fs: { ...fs, stat } }), (error) => {
      assert.ok(
        describeError(error, english).startsWith(
          `The folder does not exist. Nothing was saved to ${place.destination}.`,
        ),
      );
      assert.equal(toRecordedError(error).message, "ExportError: destinationUnwritable: ENOENT");
      return true;
    });
    assert.ok(!fs.existsSync(place.home));
  });
});
