import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { StoredFile, Timed } from "../../src/telemetry/export/document/fileOrder";
import { chronological } from "../../src/telemetry/export/document/order";
import { DAY_MS } from "../../src/telemetry/stored/utcDate";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

describe("the chronological order", () => {
  it("holds nothing of files that have been read", async () => {
    const files: StoredFile[] = Array.from({ length: 20 }, (_, index) => ({
      day: index * DAY_MS,
      size: 1,
    }));
    const held: WeakRef<object>[] = [];
    async function* open({ day }: StoredFile): AsyncGenerator<Timed[], void, undefined> {
      const state = { event: { time: { ms: day, nanos: 0 } } };
      held.push(new WeakRef(state));
      // With a closure, the state lives as long as the generator, even if the generator has ended.
      const first = (): Timed => state.event;
      yield [await Promise.resolve(first())];
    }
    const left: number[] = [];
    for await (const events of chronological(files, open)) {
      assert.equal(events.length, 1);
      // Objects of the current turn of the event loop may still be on the stack.
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
      left.push(held.filter((state) => state.deref()).length);
    }
    assert.ok(Math.max(...left) < 5, `so many files are held: ${left.join(", ")}`);
  });
});
