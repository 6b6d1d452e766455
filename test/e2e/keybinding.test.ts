import assert from "node:assert/strict";
import { readManifest } from "../../scripts/repository";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import type { KeybindingRule } from "./keybindings";
import { openWorkbench } from "./openWorkbench";

const COMMAND = "coderTelemetry.export";
/** Of a workbench in Chromium on that system; VS Code writes the Command key as `cmd`. */
const platforms = ["linux", "windows", "mac"] as const;

describe("the default key", () => {
  const [binding] = readManifest().contributes.keybindings;

  for (const platform of platforms) {
    it(`shadows none of VS Code's own on ${platform}, and opens the export`, async () => {
      const key = platform === "mac" ? binding?.mac : binding?.key;
      assert.ok(key);
      const workbench = await openWorkbench({
        platform,
        telemetry: async (directory) => {
          await writeSampleTelemetry(directory, { end: new Date(), days: 1 });
        },
      });
      try {
        const rules = await workbench.defaultKeybindings();
        const [own] = rules.filter(({ command }) => command === COMMAND);
        assert.equal(own?.key, key);
        // A default without a reader proves nothing: VS Code has more than a thousand.
        assert.ok(rules.length > 1000, `${rules.length} rules`);
        const shadowed = rules.filter((rule) => rule !== own && isShadowed(rule, own));
        assert.deepEqual(shadowed, []);

        await workbench.press(key);
        await workbench.quickInput.waitFor({
          placeholder: /^Which telemetry\?/,
        });
      } finally {
        await workbench.close();
      }
    });
  }
});

/**
 * Whether a rule could no longer be reached: it has the whole key, or its first stroke alone, in a
 * context in which ours holds too.
 */
function isShadowed(rule: KeybindingRule, { key, when = "" }: KeybindingRule): boolean {
  const [firstStroke] = key.split(" ");
  if (rule.key !== key && rule.key !== firstStroke) {
    return false;
  }
  return !excludesEachOther(rule.when ?? "", when);
}

/**
 * Whether `ours` has `!a` or `a != b` for each alternative of a rule that demands `a` or `a == b`. Some
 * rules demand `false`: they are switched off on this platform.
 */
function excludesEachOther(theirs: string, ours: string): boolean {
  const forbidden = ours.split(" && ").flatMap((term) => {
    const [, negated] = /^!(\w+)$/.exec(term) ?? [];
    const [, name, value] = /^(\S+) != (\S+)$/.exec(term) ?? [];
    return negated ?? (name ? `${name} == ${value}` : []);
  });
  forbidden.push("false");
  return theirs
    .split(" || ")
    .every((alternative) => alternative.split(" && ").some((term) => forbidden.includes(term)));
}
