import assert from "node:assert/strict";
import { formatFileName, parseFileName } from "../../src/telemetry/stored/fileName";

describe("telemetry file name", () => {
  const valid: [name: string, parsed: ReturnType<typeof parseFileName>][] = [
    ["telemetry-2026-11-23.jsonl", { date: "2026-11-23", session: undefined, part: 0 }],
    ["telemetry-2026-11-23.1.jsonl", { date: "2026-11-23", session: undefined, part: 1 }],
    ["telemetry-2026-11-23.12.jsonl", { date: "2026-11-23", session: undefined, part: 12 }],
    ["telemetry-2026-11-23-0a1b2c3d.jsonl", { date: "2026-11-23", session: "0a1b2c3d", part: 0 }],
    ["telemetry-2026-11-23-0a1b2c3d.7.jsonl", { date: "2026-11-23", session: "0a1b2c3d", part: 7 }],
    ["telemetry-2026-11-23-someVSCo.jsonl", { date: "2026-11-23", session: "someVSCo", part: 0 }],
    ["telemetry-2026-11-23-0.1.jsonl", { date: "2026-11-23", session: "0", part: 1 }],
    ["telemetry-2026-11-23--.jsonl", { date: "2026-11-23", session: "-", part: 0 }],
    ["telemetry-2026-11-23-1-2.jsonl", { date: "2026-11-23", session: "1-2", part: 0 }],
    [
      "telemetry-2026-11-23-anything_at all.jsonl",
      { date: "2026-11-23", session: "anything_at all", part: 0 },
    ],
    ["telemetry-2026-11-23-窓.12.jsonl", { date: "2026-11-23", session: "窓", part: 12 }],
    ["telemetry-2024-02-29.jsonl", { date: "2024-02-29", session: undefined, part: 0 }],
  ];
  for (const [name, parsed] of valid) {
    it(`reads ${name}, both ways`, () => {
      assert.deepEqual(parseFileName(name), parsed);
      assert.equal(parsed && formatFileName(parsed), name);
    });
  }

  const nearMisses = [
    "telemetry-2026-02-30.jsonl",
    "telemetry-2026-02-29.jsonl",
    "telemetry-2026-13-01.jsonl",
    "telemetry-2026-11-23.json",
    "telemetry-2026-11-23.jsonl.gz",
    "telemetry-2026-11-23.jsonl~",
    "telemetry-2026-11-23.jsonl.tmp",
    " telemetry-2026-11-23.jsonl",
    "Telemetry-2026-11-23.jsonl",
    "coder-telemetry-2026-11-23.jsonl",
    "telemetry_2026-11-23.jsonl",
    "telemetry-20261123.jsonl",
    "telemetry-2026-11-23-.jsonl",
    "telemetry-2026-11-23-0a1b2c3/.jsonl",
    "telemetry-2026-11-23-0a1b2c3d.0.jsonl",
    "telemetry-2026-11-23-0a1b2c3d.01.jsonl",
    "telemetry-2026-11-23-0a1b.2c3d.jsonl",
    "telemetry-2026-11-23-.1.jsonl",
    "telemetry-2026-11-23.0.jsonl",
    "telemetry-2026-11-23.01.jsonl",
    "telemetry-2026-11-23.-1.jsonl",
    "telemetry-2026-11-23..jsonl",
    "telemetry-2026-11-23.1.2.jsonl",
    "telemetry-2026-11-23.1-0a1b2c3d.jsonl",
    "telemetry-2026-11-23-0a1b2c3d.jsonl\n",
    "telemetry.jsonl",
    "",
  ];
  for (const name of nearMisses) {
    it(`refuses ${JSON.stringify(name)}`, () => {
      assert.equal(parseFileName(name), undefined);
    });
  }
});
