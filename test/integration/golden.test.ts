import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import { customRange } from "../../src/telemetry/export/select/dateRange";
import { DESTINATION, memoryFs, runExport } from "../support/telemetry";

/** Telemetry of all three dialects, and what an export of three of its days is, to the byte. */
const GOLDEN = join(__dirname, "../../../test/golden");

/** Events in the formats that can't represent all of them. */
const WRITTEN = new Map([
  ["otlpTraces", 2],
  ["otlpMetrics", 5],
]);

describe("export of the golden telemetry", () => {
  const folder = join(GOLDEN, "telemetry");
  const telemetry = Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
  const { window, slug } = customRange("2026-02-27", "2026-03-01");

  for (const format of exportFormats) {
    it(`is the golden document in the format ${format.id}`, async () => {
      const fs = memoryFs(telemetry);
      const outcome = await runExport(fs, { window, format });
      assert.ok(outcome.kind === "exported");
      const { eventCount, omittedCount, fileCount, skippedCount } = outcome;
      const written = WRITTEN.get(format.id) ?? 9;
      assert.deepEqual([eventCount, omittedCount], [written, 9 - written]);
      assert.deepEqual([fileCount, skippedCount], [5, 0]);
      const expected = readFileSync(join(GOLDEN, `${slug}.${format.extension}`));
      assert.deepEqual(fs.readFileSync(DESTINATION), expected);
    });
  }
});
