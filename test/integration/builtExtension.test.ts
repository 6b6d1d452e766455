import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { setImmediate } from "node:timers/promises";
import { minifiedSize } from "../../scripts/bench/extension";
import {
  type BuiltExtension,
  activateBuiltExtension,
  distFolder,
} from "../../scripts/builtExtension";
import { jsonl, row } from "../support/rows";

describe("the built extension", () => {
  let storage: string;
  let extension: BuiltExtension;

  beforeEach(async () => {
    storage = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    fs.mkdirSync(join(storage, "telemetry"));
    const today = new Date().toISOString();
    const file = join(storage, "telemetry", `telemetry-${today.slice(0, 10)}.jsonl`);
    fs.writeFileSync(file, jsonl(row({ timestamp: today })));
    for (const path of loadedBundles()) {
      Reflect.deleteProperty(require.cache, join(distFolder, path));
    }
    extension = await activateBuiltExtension(storage);
  });
  afterEach(async () => {
    await extension.deactivate();
    fs.rmSync(storage, { recursive: true });
  });

  it("loads nothing of the export before it is asked for", async () => {
    assert.deepEqual(loadedBundles(), ["extension.js"]);
    assert.deepEqual(
      sourcesOf("extension.js").filter((source) => source.includes("telemetry/export/")),
      [],
    );
    await extension.runToFirstPrompt("coderTelemetry.export");
    assert.deepEqual(loadedBundles(), [
      "extension.js",
      "telemetry/export/command.js",
      "telemetry/protect/protectText.js",
    ]);
  });

  it("exports without a prompt", async () => {
    const destination = join(storage, "export.json");
    const given = { range: "allTime", format: "json", destination };
    const result = await extension.run("coderTelemetry.export", given);
    const events = JSON.parse(fs.readFileSync(destination, "utf8")) as { event_name: string }[];
    // The activation is recorded, too.
    assert.deepEqual(events.map(({ event_name: name }) => name).sort(), [
      "activation",
      "test.event",
    ]);
    assert.equal((result as { eventCount: number }).eventCount, events.length);
  });

  it("fills its first prompt to the end", async () => {
    const rejections: unknown[] = [];
    const onRejection = (reason: unknown): number => rejections.push(reason);
    process.on("unhandledRejection", onRejection);
    await extension.runToFirstPrompt("coderTelemetry.export");
    // How large each range is it tells later.
    while (extension.isPromptBusy()) {
      await setImmediate();
    }
    await setImmediate();
    process.off("unhandledRejection", onRejection);
    assert.deepEqual(rejections, []);
  });

  // The protection of texts holds the list of known words, 144 KB.
  const bundles: [bundle: string, kilobytes: number][] = [
    ["extension.js", 80],
    ["telemetry/sources/supportBundle/zip.js", 80],
    ["telemetry/export/command.js", 110],
    ["telemetry/export/document/worker.js", 55],
    ["telemetry/protect/protectText.js", 180],
    ["telemetry/view/command.js", 50],
    ["telemetry/view/index/worker.js", 45],
    ["telemetry/view/page/main.js", 110],
  ];
  for (const [bundle, kilobytes] of bundles) {
    it(`is at most ${kilobytes} KB, minified (${bundle})`, async () => {
      const size = await minifiedSize(bundle);
      assert.ok(size > 1000 && size <= kilobytes * 1000, `${size} bytes`);
    });
  }
});

function loadedBundles(): string[] {
  return Object.keys(require.cache)
    .map((path) => relative(distFolder, path))
    .filter((path) => !path.startsWith(".."))
    .map((path) => path.replaceAll("\\", "/"))
    .sort();
}

/** The modules that a bundle is made of. */
function sourcesOf(bundle: string): readonly string[] {
  const map = fs.readFileSync(join(distFolder, `${bundle}.map`), "utf8");
  const { sources } = JSON.parse(map) as { sources: string[] };
  assert.ok(sources.some((source) => source.endsWith("src/extension.ts")));
  return sources;
}
