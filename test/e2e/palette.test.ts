import assert from "node:assert/strict";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import type { StandInOptions } from "../support/coderExtension/manifest";
import { EXPORT_ALONE, EXPORT_OF_BOTH } from "./bothExtensions";
import { openUntil } from "./openUntil";
import type { QuickInputItem } from "./quickInput";
import type { Workbench } from "./workbench";

describe("a person who has used no command yet", () => {
  const openWorkbench = openUntil(afterEach);
  let workbench: Workbench;

  /** What the Command Palette finds. */
  async function find(
    text: string,
    standIns: readonly StandInOptions[] = [],
  ): Promise<QuickInputItem[]> {
    workbench = await openWorkbench({
      standIns,
      telemetry: async (directory) => {
        await writeSampleTelemetry(directory, { end: new Date(), days: 1 });
      },
    });
    const { quickInput } = workbench;
    await workbench.press("f1");
    await quickInput.waitFor({ value: ">" });
    await quickInput.type(text);
    await quickInput.waitFor({ value: `>${text}` });
    return quickInput.items();
  }

  it("finds the export first by typing coder", async () => {
    const [first] = await find("coder");
    assert.deepEqual([first?.label, first?.isActive], [EXPORT_ALONE[0], true]);
  });

  it("gets to the export by typing telemetry and pressing Enter", async () => {
    const [first] = await find("telemetry");
    await workbench.screenshot("palette");
    assert.deepEqual([first?.label, first?.isActive], [EXPORT_ALONE[0], true]);
    await workbench.press("enter");
    await workbench.quickInput.waitFor({ title: "Export Telemetry (1/3)" });
  });

  it("finds the exports of both extensions first", async () => {
    const found = await find("telemetry", [{ activationEvents: ["*"] }]);
    await workbench.screenshot("palette beside Coder");
    assert.deepEqual(
      found.slice(0, 2).map(({ label }) => label),
      EXPORT_OF_BOTH,
    );
    assert.ok(found[0]?.isActive);
  });
});
