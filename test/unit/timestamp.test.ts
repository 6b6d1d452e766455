import assert from "node:assert/strict";
import { compareTimestamps, parseTimestamp } from "../../src/telemetry/stored/timestamp";
import { formatUtcDate, parseUtcDate } from "../../src/telemetry/stored/utcDate";

describe("timestamp", () => {
  const noon = Date.UTC(2026, 2, 1, 12);
  const valid: [text: string, ms: number, nanos: number][] = [
    ["2026-03-01T12:00:00.000Z", noon, 0],
    ["2026-03-01T12:00:00Z", noon, 0],
    ["2026-03-01T12:00Z", noon, 0],
    ["2026-03-01t12:00:00z", noon, 0],
    ["2026-03-01 12:00:00", noon, 0],
    ["2026-03-01T12:00:00.5Z", noon + 500, 0],
    ["2026-03-01T12:00:00,5Z", noon + 500, 0],
    ["2026-03-01T12:00:00.123456789Z", noon + 123, 456_789],
    ["2026-03-01T12:00:00.1234567899Z", noon + 123, 456_789],
    ["2026-03-01T12:00:00.000000001Z", noon, 1],
    ["2026-03-01T14:30:00+02:30", noon, 0],
    ["2026-03-01T14:30:00+0230", noon, 0],
    ["2026-03-01T14:00:00+02", noon, 0],
    ["2026-03-01T09:00:00.000-03:00", noon, 0],
    ["2026-03-02T00:30:00+12:30", noon, 0],
    ["2026-03-01", Date.UTC(2026, 2, 1), 0],
    ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29), 0],
    ["1969-12-31T23:59:59.999Z", -1, 0],
    ["1970-01-01T00:00:00Z", 0, 0],
    ["9999-12-31T23:59:59.999Z", Date.UTC(9999, 11, 31, 23, 59, 59, 999), 0],
    ["0001-01-01T00:00:00Z", Date.parse("0001-01-01T00:00:00Z"), 0],
  ];
  for (const [text, ms, nanos] of valid) {
    it(`reads ${text}`, () => {
      assert.deepEqual(parseTimestamp(text), { ms, nanos });
    });
  }

  const invalid = [
    "",
    "yesterday",
    "1772366400000",
    "2026-02-29T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-03-01T24:00:00Z",
    "2026-03-01T12:60:00Z",
    "2026-03-01T12:00:61Z",
    "2026-03-01T12:00:00+24:00",
    "2026-03-01T12:00:00.Z",
    "2026-03-01T12:00:00Zulu",
    " 2026-03-01T12:00:00Z",
    "2026-3-1",
    "Sun, 01 Mar 2026 12:00:00 GMT",
  ];
  for (const text of invalid) {
    it(`refuses "${text}"`, () => {
      assert.equal(parseTimestamp(text), undefined);
    });
  }

  it("reads what toISOString writes, and nothing that is one character off", () => {
    const text = "2026-03-01T10:20:30.456Z";
    for (let index = 0; index < text.length; index++) {
      for (const character of [
        "x",
        "/",
        ":",
        "Z",
        ...(index < text.length - 1 ? ["6", "9"] : []),
      ]) {
        const changed = text.slice(0, index) + character + text.slice(index + 1);
        const date = new Date(changed);
        const isDate = Number.isFinite(date.getTime()) && date.toISOString() === changed;
        const expected = isDate ? { ms: date.getTime(), nanos: 0 } : undefined;
        assert.deepEqual(parseTimestamp(changed), expected, changed);
      }
    }
  });

  it("orders by milliseconds, then nanoseconds", () => {
    const [first, second, third] = [
      { ms: 1, nanos: 999_999 },
      { ms: 2, nanos: 0 },
      { ms: 2, nanos: 1 },
    ] as const;
    assert.ok(compareTimestamps(first, second) < 0);
    assert.ok(compareTimestamps(third, second) > 0);
    assert.equal(compareTimestamps(second, { ...second }), 0);
  });
});

describe("UTC date", () => {
  it("reads a day as its first millisecond", () => {
    assert.equal(parseUtcDate("2024-02-29"), Date.UTC(2024, 1, 29));
    assert.equal(formatUtcDate(Date.UTC(2024, 1, 29, 23, 59, 59, 999)), "2024-02-29");
  });

  for (const text of ["", "2026-02-29", "2026-2-01", "2026-11-31", "2026-01-01 ", "20260101"]) {
    it(`refuses "${text}"`, () => {
      assert.equal(parseUtcDate(text), undefined);
    });
  }
});
