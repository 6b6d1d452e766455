import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { oddRow } from "../support/fuzz/folders";
import { readWithDuckDb, readWithJq } from "../support/otherParsers";
import { hostileRow } from "../support/otlp/hostileRows";
import { DESTINATION, memoryFs, runExport } from "../support/telemetry";

const GOLDEN = join(__dirname, "../../../test/golden/telemetry");
const SEED = 20260301;

describe("a JSON array, read by other parsers", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  const golden = Object.fromEntries(
    fs.readdirSync(GOLDEN).map((name) => [name, fs.readFileSync(join(GOLDEN, name))]),
  );
  const lines = [
    ...fc.sample(oddRow, { seed: SEED, numRuns: 200 }).map((row) => Buffer.from(row, "latin1")),
    ...fc.sample(hostileRow, { seed: SEED, numRuns: 1000 }).map(({ line }) => Buffer.from(line)),
  ];
  const hostile = {
    "telemetry-2026-03-01.jsonl": Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")])),
  };

  for (const [what, telemetry] of Object.entries({ golden, hostile })) {
    for (const identifiers of ["keep", "pseudonymize"] as const) {
      it(`has the events of the ${what} telemetry (${identifiers})`, async () => {
        const memory = memoryFs(telemetry);
        const outcome = await runExport(memory, { identifiers });
        assert.ok(outcome.kind === "exported");
        const text = String(memory.readFileSync(DESTINATION));
        const path = join(folder, "export.json");
        fs.writeFileSync(path, text);
        const rows = JSON.parse(text) as { event_name: string }[];
        const names = rows.map(({ event_name }) => event_name);
        assert.equal(names.length, outcome.eventCount);
        assert.deepEqual(readWithJq(path), names);
        assert.deepEqual(await readWithDuckDb(path), names);
      });
    }
  }
});
