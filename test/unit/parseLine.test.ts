import assert from "node:assert/strict";
import { parseLine } from "../../src/telemetry/stored/event";

describe("a stored line", () => {
  const time = '"timestamp":"2026-03-01T00:00:00Z"';
  const cases: [line: string, kind: string, defect?: string][] = [
    [`{"event_name":"a",${time}}`, "event"],
    [`{"event_name":"a",${time},"unknown":{"deep":[null]},"schema_version":99}`, "event"],
    [`{"event_name":"a",${time},"properties":"odd","event_id":5}`, "event"],
    [`{"event_name":"a","kind":"header",${time}}`, "event"],
    [`  {"event_name":"a",${time}}\t`, "event"],
    [`{"kind":"header","schema_version":1,${time},"context":{}}`, "header"],
    [`{"event_name":"a",${time}`, "defect", "invalidJson"],
    [`\0\0\0`, "defect", "invalidJson"],
    [`{}{}`, "defect", "invalidJson"],
    [`[1]`, "defect", "notAnObject"],
    [`null`, "defect", "notAnObject"],
    [`"text"`, "defect", "notAnObject"],
    [`{${time}}`, "defect", "noEventName"],
    [`{"event_name":"",${time}}`, "defect", "noEventName"],
    [`{"event_name":null,${time}}`, "defect", "noEventName"],
    [`{"event_name":5,${time}}`, "defect", "invalidEventName"],
    [`{"event_name":"a"}`, "defect", "noTimestamp"],
    [`{"event_name":"a","timestamp":""}`, "defect", "noTimestamp"],
    [`{"event_name":"a","timestamp":1772323200000}`, "defect", "invalidTimestamp"],
    [`{"event_name":"a","timestamp":null}`, "defect", "noTimestamp"],
    [`{"event_name":"a","timestamp":"2026-02-30"}`, "defect", "nonexistentTimestamp"],
    [`{"event_name":"a","timestamp":"soon"}`, "defect", "invalidTimestamp"],
  ];
  for (const [line, kind, defect] of cases) {
    it(`${JSON.stringify(line)} is ${defect ?? kind}`, () => {
      const parsed = parseLine(line);
      assert.equal(parsed.kind, kind);
      assert.equal(parsed.kind === "defect" ? parsed.defect : undefined, defect);
    });
  }
});
