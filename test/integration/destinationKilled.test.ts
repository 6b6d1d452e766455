import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExportProcessOptions } from "../support/exportProcess";
import { EXPORTED, OLD, ROWS, setUpPlace } from "../support/place";
import { jsonl } from "../support/rows";
import { CLI, exportProcessArguments, runExportProcess } from "../support/runExportProcess";

/** Exports that are killed, at moments that the seed determines. */
const KILLS = 200;
const SEED = Date.now();

describe("a destination of the real file system of an export that is killed", () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    // What a failed test has left would keep the test runner from ending, too.
    for (const child of children.splice(0)) {
      child.kill("SIGKILL");
    }
  });
  const place = setUpPlace();
  const read = (path = place().destination): string => fs.readFileSync(path, "utf8");
  const temporaryFiles = (): string[] =>
    fs
      .readdirSync(place().home)
      .filter((name) => name.endsWith(".tmp"))
      .map((name) => join(place().home, name));
  const optionsFor = (inTheMiddle: "exit" | "wait"): ExportProcessOptions => {
    const { directory, destination } = place();
    return { directory, destination, inTheMiddle };
  };

  it("is what it was when the process exits in the middle, and nothing stays beside it", () => {
    place().writeOld();
    const before = place().state();
    assert.deepEqual(runExportProcess(optionsFor("exit")), []);
    assert.deepEqual(place().state(), before);
  });

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`is what it was after ${signal} in the middle, and nothing stays beside it`, async () => {
      place().writeOld();
      // Takes long enough for the signal to come in the middle.
      fs.writeFileSync(place().telemetryFile, jsonl(...ROWS).repeat(100));
      const before = place().state();
      const child = startCli();
      await waitFor(() => temporaryFiles().some((path) => fs.statSync(path).size > 0));
      child.kill(signal);
      assert.deepEqual(await once(child, "close"), [1, null]);
      assert.deepEqual(place().state(), before);
    });
  }

  it(`is the old one or the new one, whole, after SIGKILL at any moment (seed ${SEED})`, async function () {
    this.timeout(300_000);
    await place().export();
    const random = randomNumbers(SEED);
    const ends = { old: 0, new: 0 };
    const killOften = async (destination: string): Promise<void> => {
      // The delay at which the export is done in half of the cases, found on the way.
      let middle = 100;
      for (let time = 0; time < KILLS / 2; time++) {
        fs.writeFileSync(destination, OLD);
        fs.chmodSync(destination, 0o640);
        const child = startCli(destination);
        const closed = once(child, "close");
        await sleep(middle * (0.7 + 0.4 * random()));
        child.kill("SIGKILL");
        await closed;
        const text = read(destination);
        assert.ok(text === OLD || text === EXPORTED, `${text.length} characters`);
        assert.equal(fs.statSync(destination).mode & 0o777, 0o640);
        ends[text === OLD ? "old" : "new"]++;
        middle *= text === OLD ? 1.05 : 0.95;
      }
    };
    const destinations = ["a", "b"].map((name) => join(place().home, name));
    await Promise.all(destinations.map(killOften));
    assert.ok(ends.old > 0 && ends.new > 0, JSON.stringify(ends));
    await place().export();
    assert.deepEqual(fs.readdirSync(place().home).sort(), ["a", "b", "export"]);
  });

  it("loses what a killed export has left, and nothing of one that is running", async () => {
    const running = await startWaiting();
    const killed = await startWaiting();
    assert.equal(temporaryFiles().length, 2);
    killed.child.kill("SIGKILL");
    await once(killed.child, "close");
    await place().export();
    assert.equal(temporaryFiles().length, 1);
    running.child.stdin.end();
    await once(running.child, "close");
    assert.deepEqual(running.said, ["waiting", "exported"]);
    assert.equal(read(), EXPORTED);
    assert.deepEqual(fs.readdirSync(place().home), ["export"]);
  });

  const startCli = (destination = place().destination): ReturnType<typeof spawn> =>
    spawn(
      process.execPath,
      [
        ...[CLI, "--directory", place().directory, "--range", "allTime"],
        ...["--destination", destination],
      ],
      { stdio: "ignore" },
    );

  async function startWaiting() {
    const child = spawn(process.execPath, exportProcessArguments(optionsFor("wait")));
    children.push(child);
    const said: string[] = [];
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(JSON.parse(line) as string);
    });
    await waitFor(() => said.length > 0);
    return { child, said };
  }
});

async function waitFor(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await sleep(5);
  }
}

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
