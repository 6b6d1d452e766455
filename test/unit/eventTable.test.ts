import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eventTable } from "../../scripts/eventTable";
import { allCommandIds } from "../../src/command/commandIds";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import { rangePresets } from "../../src/telemetry/export/select/dateRange";
import { eventCatalog } from "../../src/telemetry/recording/eventCatalog";

describe("the catalogue of events", () => {
  it("is what docs/events.md shows", () => {
    const shown = readFileSync(join(__dirname, "../../../docs/events.md"), "utf8");
    assert.equal(
      shown,
      eventTable(),
      'docs/events.md is not what the code makes; "npm run docs" writes it anew.',
    );
  });

  const { format, range } = eventCatalog["telemetry.export"].properties;
  const { command_id } = eventCatalog["command.invoked"].properties;
  const closedSets: [property: string, values: readonly string[], ids: readonly string[]][] = [
    ["format", format, exportFormats.map(({ id }) => id)],
    ["range", range, [...rangePresets.map(({ id }) => id), "custom"]],
    ["command_id", command_id, allCommandIds],
  ];
  for (const [property, values, ids] of closedSets) {
    it(`knows every ${property} that there is`, () => {
      assert.deepEqual(values, ids);
    });
  }
});
