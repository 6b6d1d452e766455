import assert from "node:assert/strict";
import * as realFs from "node:fs";
import { type SinonFakeTimers, stub, useFakeTimers } from "sinon";
import { openChosen } from "../../src/telemetry/sources/openSources";
import { SourceError } from "../../src/telemetry/sources/sourceError";
import { fileSizes } from "../../src/telemetry/stored/fileSizes";
import type { FileSystem } from "../../src/telemetry/stored/fileSystem";
import { listOwnFiles, listSources } from "../../src/telemetry/stored/sources";
import { listTelemetryFiles } from "../../src/telemetry/stored/telemetryFolder";
import { TIME_LIMIT_MS } from "../../src/telemetry/stored/timeLimit";
import { DIRECTORY, asFileSystem, memoryFs } from "../support/telemetry";

const AWAY = "/share/telemetry";
const never = (): Promise<never> => new Promise(() => undefined);

/** What is asked before a question, of a share that has gone away: no call ever settles. */
describe("a file system that never answers", () => {
  let clock: SinonFakeTimers;
  let fs: FileSystem;

  beforeEach(() => {
    clock = useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    fs = asFileSystem(memoryFs({ "telemetry-2026-03-01.jsonl": "{}" }));
  });
  afterEach(() => {
    clock.restore();
  });

  /** The file system in which these calls don't settle for paths of the share. */
  function silent(...methods: ("realpath" | "readdir")[]): FileSystem {
    const promises = Object.create(fs.promises) as Record<string, unknown>;
    for (const method of methods) {
      const original = fs.promises[method].bind(fs.promises) as (...args: unknown[]) => unknown;
      promises[method] = (...args: unknown[]) => (args[0] === AWAY ? never() : original(...args));
    }
    return { ...fs, promises: promises as unknown as FileSystem["promises"] };
  }

  /** Lets the time limit pass while `work` waits. */
  async function afterLimit<T>(work: Promise<T>): Promise<T> {
    await clock.tickAsync(TIME_LIMIT_MS);
    return work;
  }

  for (const method of ["realpath", "readdir"] as const) {
    it(`costs the files of its folder alone, where ${method} does not settle`, async () => {
      const sources = [{ directory: AWAY }, { directory: DIRECTORY }];
      const { files, failures } = await afterLimit(listSources(silent(method), sources));
      assert.deepEqual(
        files.map(({ name }) => name),
        ["telemetry-2026-03-01.jsonl"],
      );
      assert.deepEqual(
        failures.map(({ directory, error }) => [directory, (error as { code: unknown }).code]),
        [[AWAY, "ETIMEDOUT"]],
      );
    });

    it(`is an error of the folder whose files are to be deleted, where ${method} does not settle`, async () => {
      const work = listOwnFiles(silent(method), AWAY);
      const rejected = assert.rejects(work, (error: Error) => error.message.includes(AWAY));
      await afterLimit(rejected);
    });
  }

  it("is an error of the folder or support bundle that was chosen", async () => {
    const silentStat = stub(realFs.promises, "stat").callsFake(never);
    const work = openChosen(AWAY);
    const rejected = assert.rejects(work, (error) => {
      assert.ok(error instanceof SourceError);
      assert.deepEqual([error.code, error.path], ["directoryUnreadable", AWAY]);
      return true;
    });
    await afterLimit(rejected);
    silentStat.restore();
  });

  it("leaves the sizes open, where stat does not settle", async () => {
    const files = await listTelemetryFiles(fs, { directory: DIRECTORY });
    const stat = (() => undefined) as unknown as FileSystem["stat"];
    assert.equal(await afterLimit(fileSizes({ ...fs, stat }, files)), undefined);
  });

  it("leaves no timer behind where it does answer", async () => {
    await listSources(fs, [{ directory: DIRECTORY }]);
    assert.equal(clock.countTimers(), 0);
  });
});
