import assert from "node:assert/strict";
import type { FileHandle } from "node:fs/promises";
import { type SinonFakeTimers, createSandbox } from "sinon";
import { patientFs } from "../../src/telemetry/read/patientFs";
import type { FileSystem } from "../../src/telemetry/stored/fileSystem";
import { asFileSystem, memoryFs } from "../support/telemetry";
import { systemError } from "../support/watchedFs";

const HANDLE = {} as FileHandle;

describe("opening a file", () => {
  const sandbox = createSandbox();
  let clock: SinonFakeTimers;
  let controller: AbortController;
  let attempts: number;

  beforeEach(() => {
    clock = sandbox.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    controller = new AbortController();
    attempts = 0;
  });
  afterEach(() => {
    sandbox.restore();
  });

  /** Fails with a code as often as is said. */
  function failing(code: string, times: number): FileSystem {
    const fs = asFileSystem(memoryFs({}));
    const open = (): Promise<FileHandle> =>
      attempts++ < times ? Promise.reject(systemError(code, "open")) : Promise.resolve(HANDLE);
    return patientFs({ ...fs, promises: { ...fs.promises, open } }, controller.signal);
  }

  async function open(fs: FileSystem): Promise<unknown> {
    const result = fs.promises.open("file", "r").catch((error: unknown) => error);
    await clock.tickAsync(60_000);
    return result;
  }

  for (const code of ["EMFILE", "ENFILE"]) {
    it(`waits until others have closed theirs (${code})`, async () => {
      assert.equal(await open(failing(code, 5)), HANDLE);
      assert.equal(attempts, 6);
    });

    it(`gives up in the end, and then at once for every other file (${code})`, async () => {
      const fs = failing(code, Infinity);
      const error = await open(fs);
      assert.ok(error instanceof Error && "code" in error && error.code === code);
      assert.ok(attempts > 5 && attempts < 20, `${attempts} attempts`);
      attempts = 0;
      await open(fs);
      assert.equal(attempts, 1);
    });
  }

  it("fails at once with any other error", async () => {
    const error = await open(failing("EACCES", 1));
    assert.ok(error instanceof Error && "code" in error && error.code === "EACCES");
    assert.equal(attempts, 1);
  });

  it("ends with an abort", async () => {
    const fs = failing("EMFILE", Infinity);
    const result = fs.promises.open("file", "r").catch((error: unknown) => error);
    await clock.tickAsync(400);
    const before = attempts;
    const reason = new Error("enough");
    controller.abort(reason);
    await clock.tickAsync(150);
    assert.equal(await Promise.race([result, Promise.resolve("still waiting")]), reason);
    assert.equal(attempts, before);
  });
});
