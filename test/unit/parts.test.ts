import assert from "node:assert/strict";
import fc, { type Arbitrary } from "fast-check";
import { Document, type WrittenDocument } from "../../src/telemetry/export/document/document";
import { cutIntoParts, dayToCutBefore } from "../../src/telemetry/export/document/part";
import { writePart } from "../../src/telemetry/export/document/writePart";
import type { Data, ExportFormat } from "../../src/telemetry/export/formats/format";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import type { UtcWindow } from "../../src/telemetry/export/select/dateRange";
import type { Skip } from "../../src/telemetry/read/skips";
import { type MeasuredFile, measureFiles } from "../../src/telemetry/stored/fileSizes";
import { listTelemetryFiles } from "../../src/telemetry/stored/telemetryFolder";
import { DAY_MS } from "../../src/telemetry/stored/utcDate";
import { memoryDestination } from "../support/memoryDestination";
import { namesIn, recordsIn } from "../support/otlp/records";
import { jsonl, timedRow } from "../support/rows";
import { DIRECTORY, type MemoryFs, asFileSystem, formatOf, memoryFs } from "../support/telemetry";

const FIRST_DAY = Date.UTC(2026, 2, 1);
const MEGABYTE = 1_000_000;

/** The start of a day, the first of which is 0. */
const dayAt = (index: number): number => FIRST_DAY + index * DAY_MS;

/** A file of a window, and how far from its day each of its lines is; undefined for a line that is no event. */
interface GeneratedFile {
  readonly day: number;
  readonly window: number;
  readonly offsets: readonly (number | undefined)[];
}

function files(offset: Arbitrary<number>): Arbitrary<readonly GeneratedFile[]> {
  return fc.uniqueArray(
    fc.record({
      day: fc.nat(4),
      window: fc.nat(2),
      offsets: fc.array(fc.option(offset, { nil: undefined, freq: 8 }), { maxLength: 8 }),
    }),
    { minLength: 1, maxLength: 10, selector: ({ day, window }) => `${day} ${window}` },
  );
}

function toFolder(generated: readonly GeneratedFile[]): MemoryFs {
  return memoryFs(
    Object.fromEntries(
      generated.map(({ day, window, offsets }) => {
        const date = new Date(dayAt(day)).toISOString().slice(0, 10);
        const lines = offsets.map((offset, index) =>
          offset === undefined
            ? "torn\n"
            : jsonl(
                timedRow({
                  event_name: `${day} ${window} ${index}`,
                  timestamp: new Date(dayAt(day) + offset).toISOString(),
                  event_sequence: 10 * day + index,
                  context: { session_id: `session ${window}` },
                }),
              ),
        );
        return [`telemetry-${date}-0000000${window}.jsonl`, lines.join("")];
      }),
    ),
  );
}

async function filesIn(fs: MemoryFs): Promise<readonly MeasuredFile[]> {
  const used = asFileSystem(fs);
  const onUnreadable = (): void => assert.fail();
  return measureFiles(await listTelemetryFiles(used, { directory: DIRECTORY }), {
    fs: used,
    onUnreadable,
  });
}

/** The document of a folder that is cut before a day, or not. */
async function write(
  fs: MemoryFs,
  format: ExportFormat,
  cut?: number,
  window: UtcWindow = {},
): Promise<WrittenDocument & { readonly bytes: Buffer }> {
  const written: Data[] = [];
  const document = new Document(
    memoryDestination((added) => Promise.resolve(void written.push(added))),
    format,
  );
  await document.write(format.header);
  for (const partFiles of cutIntoParts(await filesIn(fs), window, cut)) {
    const part: Data[] = [];
    const counts = await writePart(
      format,
      { files: partFiles, identifiers: "keep", version: "1.2.3" },
      {
        fs: asFileSystem(fs),
        write: (added) => Promise.resolve(void part.push(added)),
        onProgress: () => undefined,
      },
    );
    await document.append(
      {
        append: () => Promise.resolve(void written.push(...part)),
        writeWith: () => assert.fail(),
      },
      counts,
    );
  }
  await document.write(format.footer);
  const { skipped, ...summary } = document.summary();
  const bytes = Buffer.concat(written.map((data) => Buffer.from(data)));
  // They are told in the order in which files are read.
  return { ...summary, skipped: skipped.toSorted(compareSkips), bytes };
}

function compareSkips(a: Skip, b: Skip): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
}

/** What is found in the files, which doesn't depend on the order of the events. */
function foundIn(written: WrittenDocument): object {
  return { ...written, bytes: undefined, bytesWritten: 0, oversizedRequestCount: 0 };
}

function addUp(written: WrittenDocument): void {
  const { eventCount, omittedCount, skippedCount, outsideCount, rowsRead } = written;
  assert.equal(eventCount + omittedCount + skippedCount + outsideCount, rowsRead);
}

const anywhere = fc.integer({ min: -3 * DAY_MS, max: 2 * DAY_MS });
const range: Arbitrary<UtcWindow> = fc
  .tuple(fc.option(fc.nat(4 * DAY_MS)), fc.option(fc.nat(4 * DAY_MS)))
  .map(([start, end]) => ({
    ...(start === null ? {} : { start: FIRST_DAY + start }),
    ...(end === null ? {} : { end: FIRST_DAY + end }),
  }));
const cutDay = fc.integer({ min: -1, max: 5 }).map(dayAt);

describe("an export that is cut into two parts", () => {
  for (const format of exportFormats) {
    it(`holds every event once, whatever day it was filed under, and tells skips once (${format.id})`, async () => {
      const property = fc.asyncProperty(
        files(anywhere),
        range,
        cutDay,
        async (generated, window, cut) => {
          const fs = toFolder(generated);
          const whole = await write(fs, format, undefined, window);
          const cutInTwo = await write(fs, format, cut, window);
          assert.deepEqual(
            recordsIn(format, cutInTwo.bytes).sort(),
            recordsIn(format, whole.bytes).sort(),
          );
          assert.equal(cutInTwo.eventCount, whole.eventCount);
          assert.equal(cutInTwo.bytesWritten, cutInTwo.bytes.length);
          assert.deepEqual(foundIn(cutInTwo), foundIn(whole));
          addUp(cutInTwo);
          addUp(whole);
        },
      );
      await fc.assert(property, { seed: 20260301, numRuns: 150 });
    });
  }

  it("is the same to the byte where events were filed in order, and at most a day late", async () => {
    const late = fc.integer({ min: -DAY_MS, max: DAY_MS - 1 });
    const inOrder = files(late).map((generated) =>
      generated.map((file) => ({
        ...file,
        offsets: file.offsets.toSorted((a = 0, b = 0) => a - b),
      })),
    );
    const property = fc.asyncProperty(inOrder, range, cutDay, async (generated, window, cut) => {
      const fs = toFolder(generated);
      const format = formatOf("json");
      assert.deepEqual(
        await write(fs, format, cut, window),
        await write(fs, format, undefined, window),
      );
    });
    await fc.assert(property, { seed: 20260301, numRuns: 300 });
  });

  it("counts an event of the very moment of the cut to the second part", async () => {
    const fs = toFolder([
      { day: 0, window: 0, offsets: [0] },
      { day: 1, window: 0, offsets: [-1, 0, 1] },
    ]);
    const [first = [], second = []] = cutIntoParts(await filesIn(fs), {}, dayAt(1));
    assert.deepEqual(
      first.map(({ portion: { window, isShared } }) => ({ window, isShared })),
      [
        { window: {}, isShared: false },
        { window: { end: dayAt(1) }, isShared: true },
      ],
    );
    assert.deepEqual(
      second.map(({ portion: { window, isShared } }) => ({ window, isShared })),
      [{ window: { start: dayAt(1) }, isShared: false }],
    );
    const { bytes } = await write(fs, formatOf("json"), dayAt(1));
    assert.deepEqual(namesIn(formatOf("json"), bytes), ["0 0 0", "1 0 0", "1 0 1", "1 0 2"]);
  });

  for (const format of exportFormats) {
    for (const [which, empty] of [
      ["first", 0],
      ["second", 1],
    ] as const) {
      it(`is whole when its ${which} part holds no event at all (${format.id})`, async () => {
        const generated = [0, 1].map((day) => ({
          day,
          window: 0,
          offsets: day === empty ? [undefined] : [1, 2],
        }));
        const fs = toFolder(generated);
        const whole = await write(fs, format);
        assert.deepEqual(await write(fs, format, dayAt(1)), whole);
        assert.deepEqual([whole.eventCount, whole.skippedCount], [2, 1]);
      });
    }
  }
});

describe("the day before which an export is cut", () => {
  const cutOf = (...megabytes: number[]): number | undefined => {
    const measured = megabytes.map((size, index) => ({
      name: `${index}`,
      path: `/${index}`,
      day: dayAt(index),
      extensionId: undefined,
      size: size * MEGABYTE,
    }));
    const cut = dayToCutBefore(measured);
    return cut === undefined ? undefined : (cut - FIRST_DAY) / DAY_MS;
  };
  const cases: [what: string, megabytes: number[], day: number | undefined][] = [
    ["makes parts of about the same size", [5, 5, 5, 5, 5], 2],
    ["lies behind a large day that begins the export", [30, 1, 10, 10], 1],
    ["is a small one rather than a large one, as both parts read it", [10, 20, 1, 20, 10], 2],
    ["is none for a single day", [100], undefined],
    ["is none for two days, which the first part would read both", [50, 50], undefined],
    ["is none for little telemetry", [1, 1, 1, 1, 1], undefined],
    ["is none for no files", [], undefined],
    ["is none for a day and empty files behind it", [50, 0, 0], undefined],
  ];
  for (const [what, megabytes, day] of cases) {
    it(what, () => {
      assert.equal(cutOf(...megabytes), day);
    });
  }
});
