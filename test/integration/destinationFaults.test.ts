import assert from "node:assert/strict";
import * as fs from "node:fs";
import type { ExportOutcome } from "../../src/telemetry/export/exportEvents";
import type { ExportFormat } from "../../src/telemetry/export/formats/format";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import { describeError } from "../../src/telemetry/export/messages/describeError";
import { describeUnwritable } from "../../src/telemetry/export/messages/describeUnwritable";
import { english } from "../../src/telemetry/export/messages/l10n";
import { namesIn } from "../support/otlp/records";
import { Place } from "../support/place";
import { waitUntil } from "../support/waitUntil";
import { type FileSystemCall, systemError, watchedFs } from "../support/watchedFs";

/**
 * The table of faults, as far as the destination's: fault × moment × format → what the user is told,
 * and what is on disk.
 */
describe("a fault of the destination", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => {
    place.remove();
  });

  /** The first call of a name, or the one after so many others, and what it fails with. */
  const faults: [moment: string, call: string, after: number, code: string][] = [
    ["making the temporary file", "open", 0, "EACCES"],
    ["making the temporary file", "open", 0, "EROFS"],
    ["the first write", "file.appendFile", 0, "ENOSPC"],
    ["a write half way", "file.appendFile", 1, "ENOSPC"],
    ["a write half way", "file.appendFile", 1, "EDQUOT"],
    ["the change of mode", "file.chmod", 0, "EPERM"],
    ["the flush to disk", "file.sync", 0, "EIO"],
    ["closing", "file.close", 0, "EIO"],
    ["the rename", "rename", 0, "EACCES"],
    ["the rename", "rename", 0, "ENOENT"],
  ];

  for (const format of exportFormats) {
    for (const [moment, name, after, code] of faults) {
      it(`is ${code} in ${moment}: told, and nothing has changed (${format.id})`, async () => {
        place.writeOld();
        const before = place.state();
        const error = systemError(code, moment);
        await assertTold(place.export({ format, fs: failing(name, after, error) }), error);
        assert.deepEqual(place.state(), before);
      });
    }

    it(`fails in any call: what is there is the old one or the new one, whole (${format.id})`, async () => {
      const ends = await atEveryCall(format, () => {
        throw systemError("EIO", "any call");
      });
      assert.ok(ends.has("failed") && ends.has("exported"), [...ends].join());
    });

    it(`is cancelled at any call: what is there is the old one or the new one, whole (${format.id})`, async () => {
      const ends = await atEveryCall(format, (controller) => {
        controller.abort();
      });
      assert.deepEqual([...ends].sort(), ["cancelled", "exported"]);
    });

    it(`has a writer that throws at any moment: told, and nothing has changed (${format.id})`, async () => {
      place.writeOld();
      const before = place.state();
      for (const method of ["add", "end"] as const) {
        const broken: ExportFormat = {
          ...format,
          createWriter: (options) => ({
            ...methodsOf(format.createWriter(options)),
            [method]: () => {
              throw new Error("out of words");
            },
          }),
        };
        await assert.rejects(place.export({ format: broken }), (error) => {
          const sentence = "The export failed, and no files were changed: out of words";
          return describeError(error, english) === sentence;
        });
        assert.deepEqual(place.state(), before);
      }
    });
  }

  async function assertTold(work: Promise<ExportOutcome>, cause: Error): Promise<void> {
    await assert.rejects(work, (error) => {
      assert.equal(
        describeError(error, english),
        describeUnwritable(place.destination, cause, english),
      );
      return true;
    });
  }

  /** Exports once for each call that an export makes, and interferes with that call. */
  async function atEveryCall(
    format: ExportFormat,
    interfere: (controller: AbortController) => void,
  ): Promise<Set<string>> {
    const ends = new Set<string>();
    for (let at = 0, isReached = true; isReached; at++) {
      isReached = false;
      place.writeOld();
      const before = place.state();
      const controller = new AbortController();
      let calls = 0;
      const fs = watchedFs(() => {
        if (calls++ === at) {
          isReached = true;
          interfere(controller);
        }
      });
      const end = await place.export({ format, fs, signal: controller.signal }).then(
        ({ kind }) => kind,
        () => "failed",
      );
      ends.add(end);
      if (end === "exported") {
        assertWhole(format);
      } else {
        await cleanedUp();
        assert.deepEqual(place.state(), before, `${end} at call ${at}`);
      }
    }
    return ends;
  }

  /** A cancelled export ends before it has deleted its temporary file if the disk is slow. */
  async function cleanedUp(): Promise<void> {
    const names = (): Promise<string[]> => fs.promises.readdir(place.home);
    await waitUntil("the end of the temporary file", names, ({ length }) => length === 1);
  }

  function assertWhole({ id }: ExportFormat): void {
    assert.ok(namesIn({ id }, fs.readFileSync(place.destination)).length > 0);
    assert.deepEqual(fs.readdirSync(place.home), ["export"]);
    assert.equal(fs.statSync(place.destination).mode & 0o777, 0o640);
  }

  /** Fails one call of a destination's file, after so many others of that name. */
  function failing(name: string, after: number, error: Error): ReturnType<typeof watchedFs> {
    let left = after;
    const isMeant = (call: FileSystemCall): boolean =>
      call.name === name && call.path.startsWith(`${place.home}/.`) && left-- === 0;
    return watchedFs((call) => {
      if (isMeant(call)) {
        throw error;
      }
    });
  }
});

function methodsOf(writer: ReturnType<ExportFormat["createWriter"]>): typeof writer {
  return {
    add: (event) => writer.add(event),
    end: () => writer.end(),
  };
}
