import assert from "node:assert/strict";
import {
  localSinkRules,
  parseLevel,
  parseLocalSinkSettings,
} from "../../../src/telemetry/recording/sinks/settings";
import { readSettings } from "../../support/manifest";

const defaults = {
  flushIntervalMs: 15_000,
  flushBatchSize: 100,
  bufferLimit: 500,
  maxFileBytes: 5_242_880,
  maxAgeDays: 30,
  maxTotalBytes: 104_857_600,
};

describe("coder.telemetry.level", () => {
  const cases: [what: string, values: unknown[], isOn: boolean, problems: unknown[]][] = [
    ["on when nothing is set", [], true, []],
    ["on", ["local"], true, []],
    ["off", ["off"], false, []],
    ["off when the workspace says so", ["local", "off"], false, []],
    ["off when the user says so", ["off", "local"], false, []],
    ["on when what is set is nothing that it knows", ["all", null], true, ["all", null]],
    ["off when beside it stands nothing that it knows", ["off", "all"], false, ["all"]],
  ];
  for (const [what, values, isOn, problems] of cases) {
    it(`is ${what}`, () => {
      assert.deepEqual(parseLevel(values), {
        isOn,
        problems: problems.map((value) => ({ setting: "level", value })),
      });
    });
  }
});

describe("coder.telemetry.local", () => {
  const least = {
    flushIntervalMs: 1000,
    flushBatchSize: 1,
    bufferLimit: 10,
    maxFileBytes: 4096,
    maxAgeDays: 1,
    maxTotalBytes: 4096,
  };
  const huge = Object.fromEntries(Object.keys(defaults).map((key) => [key, 1e300]));
  const cases: [what: string, values: unknown[], changed: object, problems: string[]][] = [
    ["nothing", [], {}, []],
    ["an empty object", [{}], {}, []],
    ["one good value", [{ maxAgeDays: 7 }], { maxAgeDays: 7 }, []],
    ["the least values", [least], least, []],
    ["very large values", [huge], huge, []],
    [
      "fractions",
      [{ bufferLimit: 10.5, maxAgeDays: 1.5 }],
      { bufferLimit: 10.5, flushBatchSize: 10.5, maxAgeDays: 1.5 },
      [],
    ],
    [
      "a workspace's field over the user's",
      [{ maxAgeDays: 7, bufferLimit: 200 }, { maxAgeDays: 8 }],
      { maxAgeDays: 8, bufferLimit: 200 },
      [],
    ],
    [
      "a good and a bad value",
      [{ maxAgeDays: 7, bufferLimit: "many" }],
      { maxAgeDays: 7 },
      ["local.bufferLimit"],
    ],
    [
      "a workspace's bad value over the user's",
      [{ maxAgeDays: 7 }, { maxAgeDays: 0 }],
      {},
      ["local.maxAgeDays"],
    ],
    ...Object.entries(least).map(([key, value]): [string, unknown[], object, string[]] => [
      `a value too small for ${key}`,
      [{ [key]: value - 0.01 }],
      {},
      [`local.${key}`],
    ]),
    ["not a number", [{ flushBatchSize: NaN }], {}, ["local.flushBatchSize"]],
    ["an infinite number", [{ maxAgeDays: Infinity }], {}, ["local.maxAgeDays"]],
    ["null", [{ maxFileBytes: null }], {}, ["local.maxFileBytes"]],
    ["a setting that does not exist", [{ maxAge: 7 }], {}, ["local.maxAge"]],
    ["a setting of every object's", [{ constructor: 7 }], {}, ["local.constructor"]],
    ["no object", [5], {}, ["local"]],
    ["a list", [[]], {}, ["local"]],
    ["null beside an object", [null, { maxAgeDays: 7 }], { maxAgeDays: 7 }, ["local"]],
    ["seconds", [{ flushIntervalSeconds: 1.5 }], { flushIntervalMs: 1500 }, []],
    ["seconds that are too few", [{ flushIntervalSeconds: 0 }], {}, ["local.flushIntervalSeconds"]],
    [
      "milliseconds rather than seconds",
      [{ flushIntervalMs: 2000 }, { flushIntervalSeconds: 60 }],
      { flushIntervalMs: 2000 },
      [],
    ],
    [
      "no seconds in place of bad milliseconds",
      [{ flushIntervalMs: 1, flushIntervalSeconds: 60 }],
      {},
      ["local.flushIntervalMs"],
    ],
  ];
  for (const [what, values, changed, problems] of cases) {
    it(`takes ${what}`, () => {
      const parsed = parseLocalSinkSettings(...values);
      assert.deepEqual(parsed.settings, { ...defaults, ...changed });
      assert.deepEqual(
        parsed.problems.map(({ setting }) => setting),
        problems,
      );
    });
  }

  const conflicts: [what: string, value: object, changed: object, larger: string[]][] = [
    ["a batch as large as memory", { flushBatchSize: 500 }, { flushBatchSize: 500 }, []],
    [
      "a batch larger than memory",
      { flushBatchSize: 1000 },
      { flushBatchSize: 500 },
      ["local.flushBatchSize"],
    ],
    [
      "memory smaller than a batch",
      { bufferLimit: 50 },
      { bufferLimit: 50, flushBatchSize: 50 },
      ["local.flushBatchSize"],
    ],
    [
      "a file larger than all files together",
      { maxFileBytes: 9000, maxTotalBytes: 8000 },
      { maxFileBytes: 8000, maxTotalBytes: 8000 },
      ["local.maxFileBytes"],
    ],
  ];
  for (const [what, value, changed, larger] of conflicts) {
    it(`takes the smaller of two that contradict each other: ${what}`, () => {
      const parsed = parseLocalSinkSettings(value);
      assert.deepEqual(parsed.settings, { ...defaults, ...changed });
      assert.deepEqual(
        parsed.conflicts.map(({ setting }) => setting),
        larger,
      );
      assert.deepEqual(parsed.problems, []);
    });
  }

  it("says which two contradict each other, and with which values", () => {
    assert.deepEqual(parseLocalSinkSettings({ flushBatchSize: 1000 }).conflicts, [
      {
        setting: "local.flushBatchSize",
        value: 1000,
        limit: { setting: "local.bufferLimit", value: 500 },
      },
    ]);
  });

  it("is in the manifest as it is in the code", () => {
    const local = readSettings()["coder.telemetry.local"];
    assert.deepEqual(local?.default, defaults);
    const rules = Object.entries(local.properties ?? {}).map(
      ([key, { type, minimum, ...rule }]) => {
        assert.equal(type, "number");
        assert.equal("maximum" in rule, false);
        return [key, { default: rule.default, minimum }];
      },
    );
    assert.deepEqual(Object.fromEntries(rules), localSinkRules);
  });
});
