import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryName } from "../../src/telemetry/temporary/temporaryName";
import { BundlePlace, NAME, PATH, TEXT } from "../support/bundlePlace";
import { zipOf } from "../support/zips";

describe("a support bundle leaves nothing", () => {
  const place = new BundlePlace();

  it("when it is closed, also twice, or has nothing to delete any more", async () => {
    const bundle = await place.open(whole());
    await bundle.close();
    assert.deepEqual(place.extracted(), []);
    await bundle.close();
  });

  it("when the process ends", () => {
    fs.writeFileSync(place.path, whole());
    const module = join(__dirname, "../../src/telemetry/sources/supportBundle.js");
    const script = `require(${JSON.stringify(module)})
      .openSupportBundle(${JSON.stringify(place.path)}, { temporaryFolder: ${JSON.stringify(place.temporaryFolder)} })
      .then(({ folders }) => process.exit(folders.length));`;
    assert.equal(spawnSync(process.execPath, ["-e", script]).status, 1);
    assert.deepEqual(place.extracted(), []);
  });

  it("when it was aborted before", async () => {
    const reason = new Error("cancelled");
    const opening = place.open(whole(), { signal: AbortSignal.abort(reason) });
    await assert.rejects(opening, (error) => error === reason);
  });

  it("when it is aborted in the middle of an entry", async () => {
    const zip = zipOf([PATH, new Uint8Array(100_000_000), { level: 1 }]);
    const controller = new AbortController();
    const reason = new Error("cancelled");
    const opening = place.open(zip, { signal: controller.signal });
    const ended = assert.rejects(opening, (error) => error === reason);
    while (extractedBytes() === 0) {
      await sleep(1);
    }
    controller.abort(reason);
    await ended;
    // Deleting goes on when it takes long.
    while (place.extracted().length > 0) {
      await sleep(5);
    }
  });

  it("of processes that were killed, but what is another's", async () => {
    const own = await temporaryName(fs);
    const named = (pid: number): string => own.replace(`-${process.pid}-`, `-${pid}-`);
    const dead = named(spawnSync(process.execPath, ["-e", ""]).pid);
    const others = [own, named(process.ppid), "notes.tmp"].sort();
    for (const each of [dead, ...others]) {
      fs.mkdirSync(join(place.temporaryFolder, each, "1"), { recursive: true });
      fs.writeFileSync(join(place.temporaryFolder, each, "1", NAME), TEXT);
    }
    await (await place.open(whole())).close();
    assert.deepEqual(place.extracted(), others);
    for (const each of others) fs.rmSync(join(place.temporaryFolder, each), { recursive: true });
  });

  const whole = (): Buffer => zipOf([PATH, TEXT]);
  const extractedBytes = (): number =>
    fs
      .readdirSync(place.temporaryFolder, { recursive: true, encoding: "utf8" })
      .filter((each) => each.endsWith(NAME))
      .reduce((sum, each) => sum + fs.statSync(join(place.temporaryFolder, each)).size, 0);
});
