import assert from "node:assert/strict";
import { sessionIdOf } from "../../src/telemetry/stored/event";

describe("the session ID in a context", () => {
  const cases: [context: unknown, id: string][] = [
    [{ session_id: "1dac90a2" }, "1dac90a2"],
    [{ session_id: "" }, ""],
    [{ session_id: null }, ""],
    [{ session_id: 7 }, ""],
    [{ session_id: {} }, ""],
    [{}, ""],
    [undefined, ""],
    [null, ""],
    ["session_id", ""],
    [[{ session_id: "1dac90a2" }], ""],
  ];
  for (const [context, id] of cases) {
    it(`of ${JSON.stringify(context)} is "${id}"`, () => {
      assert.equal(sessionIdOf(context), id);
    });
  }
});
