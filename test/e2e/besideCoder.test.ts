import assert from "node:assert/strict";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import type { StandInOptions } from "../support/coderExtension/manifest";
import { waitUntil } from "../support/waitUntil";
import {
  EXPORT_ALONE,
  EXPORT_OF_BOTH,
  pressForOwnExport,
  pressForStandIn,
  runOwnCommands,
  runStandIn,
  sharedKeybinding,
} from "./bothExtensions";
import { openUntil } from "./openUntil";
import type { Workbench } from "./workbench";

const [ALONE = ""] = EXPORT_ALONE;
const [, OF_ALL = ""] = EXPORT_OF_BOTH;

/** Of VS Code, where two extensions contribute one setting: it keeps that of the first. */
const KNOWN_WARNINGS = /Cannot register 'coder\.telemetry\.(level|local)'/;

const USUAL = {
  keybindings: [sharedKeybinding],
  telemetry: async (directory: string): Promise<void> => {
    await writeSampleTelemetry(directory, { end: new Date(), days: 2 });
  },
};

describe("a person who has the Coder extension too", () => {
  const openWorkbench = openUntil(afterEach);
  const open = async (standIns: readonly StandInOptions[]): Promise<Workbench> => {
    const workbench = await openWorkbench({ ...USUAL, standIns });
    await workbench.statusBarItem("Coder Telemetry. Recording is on.").waitFor();
    return workbench;
  };

  /** Nothing went wrong with either extension. */
  const assertQuiet = ({ problems }: Workbench): void => {
    assert.deepEqual(problems.errors, []);
    assert.deepEqual(
      problems.warnings.filter((warning) => !KNOWN_WARNINGS.test(warning)),
      [],
    );
  };

  const orders: [order: string, options: StandInOptions, place: string][] = [
    ["is active first", { activationEvents: ["*"] }, "before"],
    ["is active last", { activationEvents: ["onStartupFinished"], isSlow: true }, "after"],
    ["is active once it is used", {}, "after"],
  ];
  for (const [order, options, place] of orders) {
    it(`has the commands of both when the Coder extension ${order}`, async () => {
      const workbench = await open([options]);
      await workbench.waitForCommands("Export Telemetry", EXPORT_OF_BOTH);
      await runOwnCommands(workbench, OF_ALL);
      await pressForStandIn(workbench, "Coder 1.15.2");
      await runStandIn(workbench, "Coder 1.15.2");
      // The order that this test is about.
      await workbench.runCommand("Coder: Login");
      await workbench.notifications.waitFor(`registered ${place} Coder Telemetry`);
      assertQuiet(workbench);
      assert.equal(workbench.problems.warnings.length, 2);
    });
  }

  it("has the export under both ids when the Coder extension has none", async () => {
    const commands = ["coder.login", "coder.viewLogs"];
    const workbench = await open([{ activationEvents: ["*"], commands }]);
    await workbench.waitForCommands("Export Telemetry", EXPORT_ALONE);
    await runOwnCommands(workbench, ALONE);
    await pressForOwnExport(workbench);
    await runStandIn(workbench, "Coder 1.15.2", commands);
    assertQuiet(workbench);
  });

  it("has the export under both ids when the Coder extension is not there", async () => {
    const workbench = await open([]);
    await workbench.waitForCommands("Export Telemetry", EXPORT_ALONE);
    await runOwnCommands(workbench, ALONE);
    await pressForOwnExport(workbench);
    assertQuiet(workbench);
  });
});

// What no manifest tells, no extension can make way for.
describe("a person with an extension that takes the Coder extension's command without saying so", () => {
  const taker = { publisher: "example", name: "taker", commands: ["taker.hello"] };
  const hiddenCommands = ["coder.exportTelemetry"];
  const openWorkbench = openUntil(afterEach);

  it("has all other commands of this one when that extension is active first", async () => {
    const options = { ...taker, hiddenCommands, activationEvents: ["*"] };
    const workbench = await openWorkbench({ ...USUAL, standIns: [options] });
    await workbench.waitForCommands("Export Telemetry", EXPORT_ALONE);
    await runOwnCommands(workbench, ALONE);
    await workbench.clickStatusBarItem("Coder Telemetry");
    await workbench.quickInput.waitFor({ title: "Coder Telemetry" });
    await workbench.quickInput.cancel();
    await pressForStandIn(workbench, "taker 1.15.2");
    assert.deepEqual(workbench.problems.errors, []);
  });

  it("is told of a collision by VS Code, where these tests hear it", async () => {
    const activationEvents = ["onStartupFinished"];
    const options = { ...taker, hiddenCommands, activationEvents, isSlow: true };
    const { problems } = await openWorkbench({ ...USUAL, standIns: [options] });
    await waitUntil(
      "the failed activation",
      () => Promise.resolve(problems.errors),
      (errors) => errors.some((error) => error.includes("example.taker")),
    );
    assert.match(problems.errors.join("\n"), /command 'coder\.exportTelemetry' already exists/);
  });
});
