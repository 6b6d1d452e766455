import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { localSinkRules, parseLocalSinkSettings } from "../../../src/telemetry/sinks/settings";

const defaults = {
  flushIntervalSeconds: 15,
  flushBatchSize: 100,
  bufferLimit: 500,
  maxFileBytes: 5_000_000,
  maxAgeDays: 30,
  maxTotalBytes: 100_000_000,
};

describe("coder.telemetry.local", () => {
  const cases: [what: string, value: unknown, changed: object, problems: string[]][] = [
    ["nothing", undefined, {}, []],
    ["an empty object", {}, {}, []],
    ["one good value", { maxAgeDays: 7 }, { maxAgeDays: 7 }, []],
    [
      "a smallest and a largest",
      { maxAgeDays: 3650, bufferLimit: 1 },
      { maxAgeDays: 3650, bufferLimit: 1 },
      [],
    ],
    [
      "a good and a bad value",
      { maxAgeDays: 7, bufferLimit: "many" },
      { maxAgeDays: 7 },
      ["bufferLimit"],
    ],
    ["a value too small", { flushIntervalSeconds: 0 }, {}, ["flushIntervalSeconds"]],
    ["a value too large", { flushIntervalSeconds: 3601 }, {}, ["flushIntervalSeconds"]],
    ["a fraction", { flushBatchSize: 1.5 }, {}, ["flushBatchSize"]],
    ["not a number", { flushBatchSize: NaN }, {}, ["flushBatchSize"]],
    ["null", { maxFileBytes: null }, {}, ["maxFileBytes"]],
    ["a setting that does not exist", { maxAge: 7 }, {}, ["maxAge"]],
    ["a setting of every object's", { constructor: 7 }, {}, ["constructor"]],
    ["no object", 5, {}, [""]],
    ["a list", [], {}, [""]],
  ];
  for (const [what, value, changed, problems] of cases) {
    it(`takes ${what}`, () => {
      const parsed = parseLocalSinkSettings(value);
      assert.deepEqual(parsed.settings, { ...defaults, ...changed });
      assert.deepEqual(
        parsed.problems.map(({ key }) => key),
        problems,
      );
    });
  }

  it("is in the manifest as it is in the code", () => {
    const file = join(__dirname, "../../../../package.json");
    const { contributes } = JSON.parse(readFileSync(file, "utf8")) as {
      contributes: {
        configuration: {
          properties: Record<
            string,
            { scope: string; tags: string[]; properties?: Record<string, object> }
          >;
        };
      };
    };
    const { properties } = contributes.configuration;
    const local = properties["coder.telemetry.local"]?.properties ?? {};
    const rules = Object.entries(local).map(([key, rule]) => {
      const { default: value, minimum, maximum } = rule as Record<string, unknown>;
      return [key, { default: value, minimum, maximum }];
    });
    assert.deepEqual(Object.fromEntries(rules), localSinkRules);
    for (const setting of Object.values(properties)) {
      // A workspace can change neither.
      assert.ok(["application", "machine"].includes(setting.scope), setting.scope);
      assert.deepEqual(setting.tags, ["telemetry"]);
    }
  });
});
