import assert from "node:assert/strict";
import { type SinonFakeTimers, useFakeTimers } from "sinon";
import { Recording, type RecordingSettings } from "../../src/telemetry/recording/recording";
import { parseLocalSinkSettings } from "../../src/telemetry/recording/sinks/settings";
import { DAY_MS } from "../../src/telemetry/stored/utcDate";
import { breakDisk } from "../support/failingDisk";
import { testContext } from "../support/recording";
import { readStrictly } from "../support/strictReader";
import { DIRECTORY, type MemoryFs, asFileSystem, memoryFs } from "../support/telemetry";

const NOW = Date.UTC(2026, 2, 31, 12);
const FILE = "telemetry-2026-03-31-0a1b2c3d.jsonl";
const on: RecordingSettings = { isOn: true, local: parseLocalSinkSettings({}).settings };
const off: RecordingSettings = { ...on, isOn: false };

describe("recording", () => {
  let clock: SinonFakeTimers;
  let fs: MemoryFs;
  let errors: unknown[];

  beforeEach(() => {
    const toFake = ["Date", "setTimeout", "clearTimeout", "setInterval", "clearInterval"] as const;
    clock = useFakeTimers({ now: NOW, toFake: [...toFake] });
    fs = memoryFs({});
    errors = [];
  });
  afterEach(() => {
    clock.restore();
    assert.deepEqual(errors, []);
  });

  function start(settings: RecordingSettings): Recording {
    return new Recording({
      fs: asFileSystem(fs),
      directory: DIRECTORY,
      context: testContext,
      settings,
      onError: (error) => errors.push(error),
    });
  }

  const storedRows = (): number =>
    fs.existsSync(`${DIRECTORY}/${FILE}`)
      ? readStrictly(fs.readFileSync(`${DIRECTORY}/${FILE}`, "utf8") as string).rows.length
      : 0;

  it("stores what is in memory when it ends, and nothing after", async () => {
    const recording = start(on);
    recording.telemetry.log("telemetry.dropped");
    await recording.dispose();
    assert.equal(storedRows(), 1);
    recording.telemetry.log("telemetry.dropped");
    await recording.flush();
    assert.equal(storedRows(), 1);
  });

  it("stores what came before it is switched off, and nothing of what comes after", async () => {
    const recording = start(on);
    await recording.telemetry.trace("activation", () => {
      recording.telemetry.log("telemetry.dropped");
      recording.configure(off);
    });
    await recording.flush();
    assert.equal(storedRows(), 1);
    recording.configure(on);
    recording.telemetry.log("telemetry.dropped");
    await recording.flush();
    assert.equal(storedRows(), 2);
  });

  it("leaves no file when it was never on", async () => {
    const recording = start(off);
    recording.telemetry.log("telemetry.dropped");
    await recording.dispose();
    assert.deepEqual(fs.readdirSync(DIRECTORY), []);
  });

  it("takes over changed settings", async () => {
    const recording = start(on);
    recording.configure({ ...on, local: { ...on.local, flushBatchSize: 2 } });
    recording.telemetry.log("telemetry.dropped");
    recording.telemetry.log("telemetry.dropped");
    await untilTrue(() => storedRows() === 2);
  });

  it("tells in few words of failures that repeat, whatever they are of", async () => {
    breakDisk(fs);
    const { rm } = fs.promises;
    fs.promises.rm = () => Promise.reject(Object.assign(new Error("EPERM"), { code: "EPERM" }));
    for (let day = 10; day < 30; day++) {
      fs.writeFileSync(`${DIRECTORY}/telemetry-2026-01-${day}.jsonl`, "{}\n");
    }
    fs.writeFileSync(`${DIRECTORY}/telemetry-2026-03-30.jsonl`, "{}\n");
    const recording = start(on);
    await untilTrue(() => errors.length === 1);
    for (let turn = 0; turn < 7; turn++) {
      for (let index = 0; index < 100; index++) {
        recording.telemetry.log("telemetry.dropped");
      }
      clock.tick(15_000);
      await recording.flush().catch(() => undefined);
    }
    assert.deepEqual(errors.splice(0).map(String), ["Error: EPERM", "Error: EIO"]);
    await recording.dispose();
    assert.deepEqual(errors.splice(0).map(String), ["Error: EPERM", "Error: EIO"]);
    fs.promises.rm = rm;
  });

  it("removes old files when it starts, and once a day", async () => {
    const name = (day: string): string => `${DIRECTORY}/telemetry-${day}.jsonl`;
    for (const day of ["2026-02-28", "2026-03-01", "2026-03-02"]) {
      fs.writeFileSync(name(day), "{}\n");
    }
    const recording = start(on);
    await untilTrue(() => !fs.existsSync(name("2026-02-28")));
    assert.ok(fs.existsSync(name("2026-03-01")));
    clock.tick(DAY_MS);
    await untilTrue(() => !fs.existsSync(name("2026-03-01")));
    assert.ok(fs.existsSync(name("2026-03-02")));
    await recording.dispose();
    clock.tick(DAY_MS * 10);
    assert.ok(fs.existsSync(name("2026-03-02")));
  });
});

async function untilTrue(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !condition(); turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.ok(condition());
}
