import assert from "node:assert/strict";
import {
  OptionError,
  parseFilter,
  parseFormat,
  parseIdentifiers,
  parseRange,
} from "../../src/telemetry/export/options";

const NOW = Date.UTC(2026, 2, 1, 15, 30);

describe("options given ahead", () => {
  it("take a preset by its id", () => {
    assert.deepEqual(parseRange("last7Days", NOW), {
      id: "last7Days",
      window: { start: Date.UTC(2026, 1, 22, 15, 30), end: Date.UTC(2026, 2, 2, 15, 30) },
      slug: "last-7-days-2026-03-01",
    });
  });

  it("take two days", () => {
    assert.deepEqual(parseRange({ start: "2026-02-01", end: "2026-02-02" }, NOW), {
      id: "custom",
      window: { start: Date.UTC(2026, 1, 1), end: Date.UTC(2026, 1, 3) },
      slug: "2026-02-01-to-2026-02-02",
    });
  });

  it("take two times, the second of which is exclusive", () => {
    const times = { start: "2026-02-01T10:00:00.250Z", end: "2026-02-01T11:00:00Z" };
    assert.deepEqual(parseRange(times, NOW), {
      id: "custom",
      window: { start: Date.UTC(2026, 1, 1, 10, 0, 0, 250), end: Date.UTC(2026, 1, 1, 11) },
      slug: "2026-02-01T100000.250Z-to-2026-02-01T110000Z",
    });
  });

  it("take one time, which leaves the other side unlimited", () => {
    const time = "2026-02-01T10:00:00.250Z";
    const ms = Date.UTC(2026, 1, 1, 10, 0, 0, 250);
    assert.deepEqual(parseRange({ start: time }, NOW), {
      id: "custom",
      window: { start: ms },
      slug: "from-2026-02-01T100000.250Z",
    });
    assert.deepEqual(parseRange({ end: time }, NOW), {
      id: "custom",
      window: { end: ms },
      slug: "before-2026-02-01T100000.250Z",
    });
  });

  it("take a filter", () => {
    const filter = { names: ["a"], results: ["error", "none"], sessions: [], text: "x" };
    assert.deepEqual(parseFilter(filter), filter);
    assert.deepEqual(Object.values(parseFilter({})).filter(Boolean), []);
  });

  const badFilters: [value: unknown, field: string, problem: string][] = [
    ["error", "filter", "notOptions"],
    [{ name: ["a"] }, "filter.name", "unknownOption"],
    [{ names: "a" }, "filter.names", "notTexts"],
    [{ sessions: [1] }, "filter.sessions", "notTexts"],
    [{ results: ["failed"] }, "filter.results", "unknownResult"],
    [{ text: ["a"] }, "filter.text", "notText"],
  ];
  for (const [value, field, problem] of badFilters) {
    it(`name ${field} for ${JSON.stringify(value)}: ${problem}`, () => {
      assert.throws(() => parseFilter(value), isOptionError(field, problem));
    });
  }

  it("take a format by its id", () => {
    assert.equal(parseFormat("json").id, "json");
    assert.equal(parseFormat("otlp").id, "otlp");
  });

  it("take what becomes of identifiers", () => {
    assert.equal(parseIdentifiers("keep"), "keep");
    assert.equal(parseIdentifiers("pseudonymize"), "pseudonymize");
  });

  for (const value of ["drop", "", "Keep", true, undefined, 0]) {
    it(`refuse ${JSON.stringify(value)} as what becomes of identifiers`, () => {
      const problem = isOptionError("identifiers", "unknownIdentifiers");
      assert.throws(() => parseIdentifiers(value), problem);
    });
  }

  const end = "2026-02-02";
  const badRanges: [value: unknown, field: string, problem: string][] = [
    ["lastWeek", "range", "unknownRange"],
    [7, "range", "unknownRange"],
    [null, "range", "unknownRange"],
    [["last7Days"], "range", "unknownRange"],
    [{ end }, "range.start", "missing"],
    [{ start: "2026-02-01" }, "range.end", "missing"],
    [{ start: 20260201, end }, "range.start", "format"],
    [{ start: "2026-2-1", end }, "range.start", "format"],
    [{ start: "2026-02-30", end }, "range.start", "calendar"],
    [{ start: "2026-03-02", end }, "range.start", "future"],
    [{ start: "2026-02-03", end }, "range.end", "endBeforeStart"],
    [{ start: "2026-02-01T10:00:00Z", end }, "range.end", "notATime"],
    [
      { start: "2026-02-01T10:00:00+01:00", end: "2026-02-02T00:00:00Z" },
      "range.start",
      "notATime",
    ],
    [{ start: "2026-02-01T10:00:00Z", end: "2026-02-01T10:00:00Z" }, "range.end", "endBeforeStart"],
    [{ start: "2026-02-01", end, zone: "CET" }, "range.zone", "unknownOption"],
  ];
  for (const [value, field, problem] of badRanges) {
    it(`name ${field} for ${JSON.stringify(value)}: ${problem}`, () => {
      assert.throws(() => parseRange(value, NOW), isOptionError(field, problem));
    });
  }

  for (const value of ["csv", "", "JSON", 1, undefined, "constructor"]) {
    it(`refuse the format ${JSON.stringify(value)}`, () => {
      assert.throws(() => parseFormat(value), isOptionError("format", "unknownFormat"));
    });
  }
});

function isOptionError(field: string, problem: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof OptionError && error.field === field && error.problem === problem;
}
