import assert from "node:assert/strict";
import { scaleOf, scrollToShow, windowAt } from "../../../src/telemetry/view/page/table/scale";

const layout = (count: number) => ({ count, rowHeight: 22, viewHeight: 220 });

describe("the scale of a table", () => {
  it("is 1 for a table that an element can hold", () => {
    assert.deepEqual(scaleOf(100_000 * 22, 220), { height: 2_200_000, ratio: 1 });
    assert.deepEqual(windowAt(11, layout(100_000)), { first: 0, last: 10, origin: 0 });
  });

  it("keeps a higher table below what an element can hold, and shows its first and last row", () => {
    const million = layout(1_000_000);
    const { height } = scaleOf(1_000_000 * 22, 220);
    assert.equal(height, 10_000_000);
    assert.deepEqual(windowAt(0, million), { first: 0, last: 10, origin: 0 });
    const { last, origin } = windowAt(height - 220, million);
    assert.equal(last, 999_999);
    // The last row ends where the element ends.
    assert.ok(Math.abs(origin + 1_000_000 * 22 - height) < 0.001);
  });

  for (const count of [1, 5, 100, 100_000, 5_000_000]) {
    it(`shows the row that is asked for, of ${count}`, () => {
      const all = layout(count);
      for (const row of [0, Math.floor(count / 2), count - 1]) {
        for (const from of [0, 1000]) {
          const scrollTop = scrollToShow(row, from, all);
          const { origin } = windowAt(scrollTop, all);
          const y = origin + row * 22 - scrollTop;
          assert.ok(y > -0.001 && y + 22 < 220.001, `${row} at ${y}`);
        }
      }
    });
  }

  it("doesn't scroll to a row that is shown", () => {
    assert.equal(scrollToShow(5, 50, layout(1000)), 50);
  });
});
