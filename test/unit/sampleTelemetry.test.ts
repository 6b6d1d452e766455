import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { parseLine } from "../../src/telemetry/stored/event";
import { parseFileName } from "../../src/telemetry/stored/fileName";
import { formatUtcDate } from "../../src/telemetry/stored/utcDate";

describe("sample telemetry", () => {
  const options = { end: new Date("2026-03-10T14:37:12.345Z"), days: 30 };
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "coder-telemetry-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const read = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), "utf8")]),
    );

  it("fills 30 days with events that lie on the day of their file, up to the end", async () => {
    const { files, events } = await writeSampleTelemetry(directory, options);
    const lines = Object.entries(read()).flatMap(([name, text]) =>
      text.split("\n").flatMap((line) => (line === "" ? [] : [{ name, parsed: parseLine(line) }])),
    );
    const stored = lines.filter(({ parsed }) => parsed.kind !== "header");
    assert.equal(stored.length, events);
    assert.equal(new Set(lines.map(({ name }) => name)).size, files);

    const days = stored.map(({ name, parsed }) => {
      assert.ok(parsed.kind === "event");
      assert.ok(parsed.time.ms <= options.end.getTime());
      const day = formatUtcDate(parsed.time.ms);
      assert.equal(parseFileName(name)?.date, day);
      return day;
    });
    assert.equal(new Set(days).size, 30);
  });

  it("holds all three dialects", async () => {
    await writeSampleTelemetry(directory, options);
    const firstLines = Object.values(read()).map((text) => text.slice(0, text.indexOf("\n")));
    const dialects = firstLines.map((line) =>
      line.includes('"kind":"header"') ? "C" : line.includes('"schema_version"') ? "B" : "A",
    );
    assert.deepEqual([...new Set(dialects)].sort(), ["A", "B", "C"]);
  });

  it("is the same for the same seed", async () => {
    await writeSampleTelemetry(directory, { ...options, seed: 7 });
    const first = read();
    for (const name of Object.keys(first)) {
      rmSync(join(directory, name));
    }
    await writeSampleTelemetry(directory, { ...options, seed: 7 });
    assert.deepEqual(read(), first);
  });
});
