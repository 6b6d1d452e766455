import assert from "node:assert/strict";
import { COUNTING_WORKER, mostOpenFiles } from "../../scripts/bench/openFiles";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { ThreadPlace, line } from "../support/threadPlace";

const FIRST_DAY = Date.UTC(2026, 2, 1);

describe("files that an export has open at once", () => {
  let place: ThreadPlace;

  beforeEach(() => {
    place = new ThreadPlace();
  });
  afterEach(() => {
    place.remove();
  });

  /** Windows that are open all day long, each with a file of so many lines of 2 KB. */
  const writeWindows = (day: number, windows: number, lines: number): void => {
    const start = FIRST_DAY + day * DAY_MS;
    for (let window = 0; window < windows; window++) {
      place.write(
        `telemetry-${formatUtcDate(start)}-${String(window).padStart(8, "0")}.jsonl`,
        Array.from({ length: lines }, (_, index) =>
          line(index, {
            timestamp: new Date(start + (index * DAY_MS) / lines + window).toISOString(),
            added: "x".repeat(1500),
          }),
        ),
      );
    }
  };

  it("are at most 32 in both threads together, however many windows were open", async () => {
    writeWindows(0, 20, 150);
    writeWindows(1, 1, 1);
    writeWindows(2, 20, 150);
    const most = await mostOpenFiles(async () => {
      const outcome = await place.export({ worker: COUNTING_WORKER });
      assert.equal(outcome.kind === "exported" && outcome.eventCount, 6001);
    });
    // One of each thread is what it writes to.
    assert.ok(most > 4 && most <= 32, `${most} files were open at once`);
  });

  it("do not include the small ones that wait for their turn", async () => {
    writeWindows(0, 40, 20);
    const most = await mostOpenFiles(() => place.export());
    // Those whose beginnings are looked at, and the destination.
    assert.ok(most > 1 && most <= 8 + 1, `${most} files were open at once`);
  });
});
