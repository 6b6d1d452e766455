import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "../../scripts/repository";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import type { KeybindingRule } from "./keybindings";
import { openUntil } from "./openUntil";
import type { Workbench } from "./workbench";

const RANGE = { placeholder: /^Select a date range\./ };

/** The later rule comes first, where both hold. */
const COMMANDS = ["coderTelemetry.export", "coderTelemetry.exportAll"];
const IS_NOT_ALONE = "!coderTelemetry.isAlone";
/** Of a workbench in Chromium on that system; VS Code writes the Command key as `cmd`. */
const platforms = ["linux", "windows", "mac"] as const;

describe("the default key", () => {
  const [binding] = readManifest().contributes.keybindings;

  const openWorkbench = openUntil(afterEach);
  const telemetry = async (directory: string): Promise<void> => {
    await writeSampleTelemetry(directory, { end: new Date(), days: 1 });
  };

  for (const platform of platforms) {
    it(`shadows none of VS Code's own on ${platform}, and opens the export`, async () => {
      const key = platform === "mac" ? binding?.mac : binding?.key;
      assert.ok(key);
      const workbench = await openWorkbench({ platform, telemetry });
      const rules = await workbench.defaultKeybindings();
      const own = rules.filter(({ command }) => COMMANDS.includes(command));
      const [first, second] = own;
      assert.deepEqual(
        own.map((rule) => [rule.command, rule.key]),
        COMMANDS.map((command) => [command, key]),
      );
      const alone = alternatives(first?.when).map((terms) => [...terms, IS_NOT_ALONE].sort());
      assert.deepEqual(alternatives(second?.when), alone);
      // A default without a reader proves nothing: VS Code has more than a thousand.
      assert.ok(rules.length > 1000, `${rules.length} rules`);
      const shadowed = rules.filter(
        (rule) => !own.includes(rule) && own.some((mine) => isShadowed(rule, mine)),
      );
      assert.deepEqual(shadowed, []);
      await assertRuns(workbench, key, "coderTelemetry.export");
    });
  }

  it("opens the export of all where the Coder extension has one too", async () => {
    const key = binding?.key ?? "";
    const standIns = [{ activationEvents: ["*"] }];
    const workbench = await openWorkbench({ standIns, telemetry });
    await assertRuns(workbench, key, "coderTelemetry.exportAll");
  });
});

/** The key opens the export, and what is recorded of that names the command. */
async function assertRuns(workbench: Workbench, key: string, command: string): Promise<void> {
  const { quickInput, directories } = workbench;
  await workbench.press(key);
  await quickInput.waitFor(RANGE);
  await workbench.press("escape");
  await quickInput.waitUntilClosed();
  // A command is recorded when it ends, and the next export stores what is recorded.
  await workbench.press(key);
  await quickInput.waitFor(RANGE);
  assert.deepEqual(invokedExports(directories.telemetryDir), [command]);
}

/** The ids of the exports that this extension has recorded in the folder. */
function invokedExports(directory: string): unknown[] {
  return readdirSync(directory)
    .flatMap((name) => readFileSync(join(directory, name), "utf8").split("\n"))
    .filter((line) => line.includes('"command_id":"coderTelemetry.export'))
    .map((line) => (JSON.parse(line) as InvokedRow).properties.command_id);
}

interface InvokedRow {
  readonly properties: { readonly command_id?: unknown };
}

/**
 * Whether a rule could no longer be reached: it has the whole key, or its first stroke alone, in a
 * context in which ours holds too.
 */
function isShadowed(rule: KeybindingRule, { key, when = "" }: KeybindingRule): boolean {
  const [firstStroke] = key.split(" ");
  if (rule.key !== key && rule.key !== firstStroke) {
    return false;
  }
  return alternatives(rule.when).some((theirs) =>
    alternatives(when).some((ours) => !excludesEachOther(theirs, ours)),
  );
}

/** What a context must be, as VS Code writes it: all terms of one of the alternatives. */
function alternatives(when = ""): string[][] {
  return when.split(" || ").map((alternative) => alternative.split(" && ").sort());
}

/**
 * Whether `ours` has `!a` or `a != b` for a term `a` or `a == b`. Some rules demand `false`: they are switched off on this
 * platform.
 */
function excludesEachOther(theirs: readonly string[], ours: readonly string[]): boolean {
  const forbidden = ours.flatMap((term) => {
    const [, negated] = /^!(\w+)$/.exec(term) ?? [];
    const [, name, value] = /^(\S+) != (\S+)$/.exec(term) ?? [];
    return negated ?? (name ? `${name} == ${value}` : []);
  });
  return theirs.some((term) => term === "false" || forbidden.includes(term));
}
