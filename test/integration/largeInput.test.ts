import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import { MAX_LINE_BYTES } from "../../src/telemetry/read/lineLimit";
import { namesIn } from "../support/otlp/records";
import { jsonl, row, timedRow } from "../support/rows";
import { DESTINATION, DIRECTORY, formatOf, memoryFs, runExport } from "../support/telemetry";

const CLI = join(__dirname, "..", "..", "..", "dist", "cli.js");
const PEAK_MEMORY = join(__dirname, "..", "support", "peakMemory.js");
const FILE = "telemetry-2026-03-01.jsonl";
const MEBIBYTE = 2 ** 20;

/** Real processes: their memory and their descriptors are what is measured. */
describe("large input", () => {
  let folder: string;
  let telemetry: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    telemetry = join(folder, "telemetry");
    fs.mkdirSync(telemetry);
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  /** The events of an export, what it printed, and the peak of its memory in MB. */
  const run = (
    format: string,
    setUp = "",
  ): { text: string; names: string[]; stdout: string; megabytes: number } => {
    const destination = join(folder, "export");
    const args = ["-r", PEAK_MEMORY, CLI, "--directory", telemetry, "--range", "allTime"];
    const command = [process.execPath, ...args, "--format", format, "--destination", destination];
    const { status, stdout, stderr } = spawnSync(
      "sh",
      ["-c", `${setUp} exec "$@"`, "sh", ...command],
      { encoding: "utf8" },
    );
    assert.equal(status, 0, stderr);
    const document = fs.readFileSync(destination);
    const text = document.toString();
    const names = namesIn({ id: format }, document);
    return { text, names, stdout, megabytes: Number(stderr.split("\n").at(-1)) / 1000 };
  };

  for (const { id } of exportFormats) {
    // A text of 1024 MiB is longer than JavaScript allows. One of 256 MiB would show in the memory just as well.
    const size = id === "json" ? 1024 : 256;
    it(`leaves out a line of ${size} MiB, says how long it is, and needs no memory for it (${id})`, () => {
      const [before, after] = ["before", "after"].map((event_name) =>
        jsonl(timedRow({ event_name })),
      );
      const path = join(telemetry, FILE);
      fs.writeFileSync(path, before ?? "");
      const idle = run(id).megabytes;

      fs.truncateSync(path, size * MEBIBYTE);
      fs.appendFileSync(path, `\n${after}torn\n`);
      const { names, stdout, megabytes } = run(id);
      assert.deepEqual(names, ["before", "after"]);
      const length = size * MEBIBYTE - (before?.length ?? 0);
      assert.match(
        stdout,
        new RegExp(
          `: 2\n  ${FILE}:2: The line is ${length} bytes long. The limit is ${MAX_LINE_BYTES} `,
        ),
      );
      assert.match(stdout, /:4: The line is not valid JSON\.$/m);
      assert.ok(megabytes - idle < 120, `${megabytes} MB, and ${idle} MB idle`);
    });
  }

  it("leaves out a long line of text, and needs no memory for it", () => {
    const path = join(telemetry, FILE);
    fs.writeFileSync(path, jsonl(row({ event_name: "before" })));
    const idle = run("json").megabytes;
    const megabyte = Buffer.alloc(1_000_000, '{"event_name":"part of a line ü"},');
    const file = fs.openSync(path, "a");
    for (let count = 0; count < 150; count++) fs.writeSync(file, megabyte);
    fs.writeSync(file, `\n${jsonl(row({ event_name: "after" }))}`);
    fs.closeSync(file);
    const { names, stdout, megabytes } = run("json");
    assert.deepEqual(names, ["before", "after"]);
    assert.match(stdout, /:2: The line is 150000000 bytes long/);
    assert.ok(megabytes - idle < 120, `${megabytes} MB, and ${idle} MB idle`);
  });

  it("exports 300 windows of one moment with 100 descriptors", () => {
    const windows = Array.from({ length: 300 }, (_, index) => String(index).padStart(8, "0"));
    const rounds = 50;
    const padding = Array.from({ length: 700 }, (_, index) => index).join();
    const line = (round: number, index: number): string =>
      JSON.stringify({
        event_name: `${round} ${index}`,
        timestamp: new Date(Date.UTC(2026, 2, 1) + round * 1000 + index).toISOString(),
        padding,
      });
    for (const [index, window] of windows.entries()) {
      const lines = Array.from({ length: rounds }, (_, round) => `${line(round, index)}\n`);
      fs.writeFileSync(join(telemetry, `telemetry-2026-03-01-${window}.jsonl`), lines.join(""));
    }
    const { text, stdout } = run("json", "ulimit -n 100;");
    assert.doesNotMatch(stdout, /skipped/);
    const expected = Array.from({ length: rounds }, (_, round) =>
      windows.map((_, index) => line(round, index)),
    ).flat();
    assert.ok(text === `[\n${expected.join(",\n")}\n]\n`);
  });
});

describe("ten thousand files", () => {
  const count = 10_000;
  const name = (index: number): string =>
    `telemetry-2026-03-01-${String(index).padStart(8, "0")}.jsonl`;
  const at = (index: number): string => new Date(Date.UTC(2026, 2, 1) + index).toISOString();

  for (const id of ["json", "otlp"] as const) {
    it(`are exported, in order (${id})`, async () => {
      const fs = memoryFs(
        Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            name(index),
            jsonl(row({ event_name: `event ${index}`, timestamp: at(index) })),
          ]),
        ),
      );
      assert.equal(fs.readdirSync(DIRECTORY).length, count);
      const outcome = await runExport(fs, { format: formatOf(id) });
      assert.ok(outcome.kind === "exported");
      assert.deepEqual([outcome.eventCount, outcome.skippedCount], [count, 0]);
      const text = String(fs.readFileSync(DESTINATION));
      const names = [...text.matchAll(/"event_?[nN]ame":"event (\d+)"/g)].map(([, n]) => Number(n));
      assert.ok(names.length === count && names.every((n, index) => n === index));
    });
  }
});
