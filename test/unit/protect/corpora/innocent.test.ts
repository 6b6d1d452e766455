import assert from "node:assert/strict";
import { createProtection } from "../../../../src/telemetry/protect/protectText";
import { programs } from "../../../fixtures/privacy/innocent/programs";
import { shapes } from "../../../fixtures/privacy/innocent/shapes";
import { tools } from "../../../fixtures/privacy/innocent/tools";
import { harmlessNames } from "../../../fixtures/privacy/secretNames";
import { places } from "../../../fixtures/privacy/surroundings";

const innocent = [...programs, ...tools, ...shapes];
const protect = createProtection("keep");

describe("texts without a secret", () => {
  it("are at least 200", () => {
    assert.ok(new Set(innocent).size >= 200);
  });

  for (const [where, rowOf] of Object.entries(places)) {
    it(`stay byte for byte, at least 99 of 100, as ${where}`, () => {
      const changed = innocent.filter((text) => {
        const line = JSON.stringify(rowOf(text));
        return protect(line) !== line;
      });
      assert.ok(changed.length <= innocent.length / 100, changed.join("\n"));
    });
  }

  it("stay, at least 99 of 100, behind names that only sound like secrets", () => {
    const changed = harmlessNames.flatMap((name) =>
      [
        { properties: { [name]: "abc", output: `${name}=abc` } },
        { measurements: { [name]: 12345678 } },
      ]
        .map((row) => JSON.stringify(row))
        .filter((line) => protect(line) !== line),
    );
    assert.ok(changed.length <= (2 * harmlessNames.length) / 100, changed.join("\n"));
  });
});
