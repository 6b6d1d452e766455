import assert from "node:assert/strict";
import * as fs from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { OpenDestination } from "../../src/telemetry/export/destination/destination";
import { openStagedDestination } from "../../src/telemetry/export/destination/stagedDestination";
import { ExportError } from "../../src/telemetry/export/exportError";
import { type ExportOutcome, exportEvents } from "../../src/telemetry/export/exportEvents";
import { Place } from "../support/place";
import { formatOf } from "../support/telemetry";

const NAME = "far:/export";

describe("cancelling while what writes the destination does not answer", () => {
  let place: Place;
  let controller: AbortController;
  let answer: () => void;
  let answered: Promise<void>;

  beforeEach(() => {
    place = new Place();
    controller = new AbortController();
    answered = new Promise((resolve) => {
      answer = resolve;
    });
  });
  afterEach(() => {
    place.remove();
  });

  const run = (openDestination: OpenDestination): Promise<ExportOutcome> =>
    exportEvents(
      {
        sources: [{ directory: place.directory }],
        window: {},
        format: formatOf("json"),
        openDestination,
      },
      { fs, version: "1.2.3", signal: controller.signal },
    );
  const temporaryFiles = (): string[] => fs.readdirSync(place.home);

  async function nothingIsLeft(): Promise<void> {
    while (temporaryFiles().length > 0) {
      await setImmediate();
    }
  }

  it("ends the export before anything is replaced, and nothing is replaced afterwards", async () => {
    let isReplaced = false;
    const outcome = await run(() =>
      openStagedDestination(fs, NAME, place.home, async (_, begin) => {
        controller.abort();
        await answered;
        begin();
        isReplaced = true;
      }),
    );
    assert.deepEqual(outcome, { kind: "cancelled" });
    assert.equal(temporaryFiles().length, 1);
    answer();
    await nothingIsLeft();
    assert.equal(isReplaced, false);
  });

  it("ends the export while it is replaced, and tells that nobody knows how that ended", async () => {
    const work = run(() =>
      openStagedDestination(fs, NAME, place.home, async (_, begin) => {
        begin();
        controller.abort();
        await answered;
      }),
    );
    await assert.rejects(work, (error) => {
      assert.ok(error instanceof ExportError);
      assert.deepEqual([error.code, error.path], ["destinationUncertain", NAME]);
      return true;
    });
    answer();
    await nothingIsLeft();
  });

  it("is too late when the replacement ends all the same", async () => {
    const outcome = await run(() =>
      openStagedDestination(fs, NAME, place.home, async (_, begin) => {
        begin();
        controller.abort();
        await setImmediate();
      }),
    );
    assert.equal(outcome.kind, "exported");
    assert.deepEqual(temporaryFiles(), []);
  });

  it("ends the export that is waiting to open it, and leaves nothing when it is opened", async () => {
    const opening = answered.then(() =>
      openStagedDestination(fs, NAME, place.home, () => Promise.resolve()),
    );
    const outcome = await run(() => {
      controller.abort();
      return opening;
    });
    assert.deepEqual(outcome, { kind: "cancelled" });
    answer();
    await opening;
    await nothingIsLeft();
  });
});
