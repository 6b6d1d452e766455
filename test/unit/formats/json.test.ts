import assert from "node:assert/strict";
import { event, formatOf, writeText } from "../../support/telemetry";

describe("JSON writer", () => {
  const events = ["first", "second", "third"].map((event_name) => event({ event_name }));

  for (const count of [1, 3]) {
    it(`writes ${count} events as a JSON array, one a line, each as it is stored`, () => {
      const some = events.slice(0, count);
      const text = writeText(formatOf("json"), some);
      const lines = some.map(({ text: stored }) => stored).join(",\n");
      assert.equal(text, `[\n${lines}\n]\n`);
      assert.deepEqual(
        JSON.parse(text),
        some.map(({ row }) => row),
      );
    });
  }

  it("separates by what it wrote, not by what another writer wrote", () => {
    const [one, other] = [0, 1].map(() => formatOf("json").createWriter({ version: "1.2.3" }));
    assert.ok(one && other);
    const added = { record: "{}", resource: "" };
    assert.deepEqual([one.add(added), one.add(added)], ["{}", ",\n{}"]);
    assert.equal(other.add(added), "{}");
  });

  it("keeps the stored text, whatever JSON.parse would make of it", () => {
    const text =
      '{ "event_name":"a", "n":1e400, "big":12345678901234567890, "n":1.0, "__proto__":{} }';
    assert.equal(formatOf("json").createEncoder()({ ...event(), text }).record, text);
  });
});
