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
    ["0000-03-01T00:00:00Z", Date.parse("0000-03-01T00:00:00Z"), 0],
    ["20260301T120000Z", noon, 0],
    ["20260301t1200z", noon, 0],
    ["20260301T12Z", noon, 0],
    ["20260301T143000.5+0230", noon + 500, 0],
    ["20260301", Date.UTC(2026, 2, 1), 0],
    ["2026-060T12:00:00Z", noon, 0],
    ["2026060T120000Z", noon, 0],
    ["2024-366T00:00Z", Date.UTC(2024, 11, 31), 0],
    ["2026-W09-7T12:00:00Z", noon, 0],
    ["2026W097T120000Z", noon, 0],
    ["2020-W53-5T00:00Z", Date.UTC(2021, 0, 1), 0],
    ["2025-W01-1T00:00Z", Date.UTC(2024, 11, 30), 0],
    ["+002026-03-01T12:00:00Z", noon, 0],
    ["+0020260301T120000Z", noon, 0],
    ["-000001-01-01T00:00:00Z", Date.parse("-000001-01-01T00:00:00Z"), 0],
    ["+275760-09-13T00:00:00Z", 8.64e15, 0],
    ["2026-03-01T12Z", noon, 0],
    ["2026-03-01T11:59,5Z", noon - 30_000, 0],
    ["2026-03-01T11.5Z", noon - 30 * 60_000, 0],
    ["2026-03-01T11:59.999999999999Z", noon - 1, 999_999],
    ["2026-03-01T12.0000000000003Z", noon, 1],
    [`2026-03-01T11.${"9".repeat(1_000_000)}Z`, noon - 1, 999_999],
    ["2026-03-01T24:00:00Z", Date.UTC(2026, 2, 2), 0],
    ["2026-03-01T24:00:00.000Z", Date.UTC(2026, 2, 2), 0],
    ["20260301T24+0200", Date.UTC(2026, 2, 1, 22), 0],
    ["2016-12-31T23:59:60Z", Date.UTC(2016, 11, 31, 23, 59, 59), 0],
    ["2016-12-31T23:59:60.250Z", Date.UTC(2016, 11, 31, 23, 59, 59, 250), 0],
    ["1990-12-31T15:59:60-08:00", Date.UTC(1990, 11, 31, 23, 59, 59), 0],
    ["2026-03-01T09:00:00\u221203:00", noon, 0],
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
    "2026-03-01T12:00:00.Z",
    "2026-03-01T12:00:00Zulu",
    " 2026-03-01T12:00:00Z",
    "2026-3-1",
    "2026-03",
    "2026-03-01Z",
    "2026-03-01T",
    "2026-03-01T12:00:00+2",
    "+2026-03-01T12:00:00Z",
    "2026-03-01T12:00.5:30Z",
    "Sun, 01 Mar 2026 12:00:00 GMT",
  ];
  for (const text of invalid) {
    it(`refuses "${text}", which has another form`, () => {
      assert.equal(parseTimestamp(text), "invalidTimestamp");
    });
  }

  const nonexistent = [
    "2026-02-29T00:00:00Z",
    "2026-02-30T00:00:00.000Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-03-00T00:00:00Z",
    "20260230T000000Z",
    "2026-366T00:00:00Z",
    "2026-000T00:00:00Z",
    "2026-W54-1T00:00:00Z",
    "2025-W53-1T00:00:00Z",
    "2026-W00-1T00:00:00Z",
    "2026-W01-8T00:00:00Z",
    "2026-03-01T24:00:01Z",
    "2026-03-01T24:00:00.1Z",
    "2026-03-01T25:00:00.000Z",
    "2026-03-01T12:60:00Z",
    "2026-03-01T12:00:61Z",
    "2026-03-01T12:00:00+24:00",
    "2026-03-01T12:00:00+00:60",
    "-000000-01-01T00:00:00Z",
  ];
  for (const text of nonexistent) {
    it(`refuses "${text}", which does not exist`, () => {
      assert.equal(parseTimestamp(text), "nonexistentTimestamp");
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
        // A leap second counts as second 59.
        const shown = changed.replace(":60.", ":59.");
        const date = new Date(shown);
        const isDate = Number.isFinite(date.getTime()) && date.toISOString() === shown;
        const parsed = parseTimestamp(changed);
        if (isDate) {
          assert.deepEqual(parsed, { ms: date.getTime(), nanos: 0 }, changed);
        } else {
          assert.equal(typeof parsed, "string", changed);
        }
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
