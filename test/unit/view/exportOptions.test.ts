import assert from "node:assert/strict";
import { exportOptions } from "../../../src/telemetry/view/exportOptions";

describe("an export of what the view shows", () => {
  it("has all events if the filter has no time, and asks for no other range", () => {
    assert.deepEqual(exportOptions({}), { range: "allTime" });
    assert.deepEqual(exportOptions({ results: ["error"] }), {
      range: "allTime",
      filter: { results: ["error"] },
    });
  });

  it("has the range of the filter, which can be open on a side", () => {
    assert.deepEqual(exportOptions({ start: 0, end: 1000 }), {
      range: { start: "1970-01-01T00:00:00.000Z", end: "1970-01-01T00:00:01.000Z" },
    });
    assert.deepEqual(exportOptions({ end: 0 }), { range: { end: "1970-01-01T00:00:00.000Z" } });
  });
});
