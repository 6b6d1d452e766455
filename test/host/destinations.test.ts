import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createSandbox } from "sinon";
import * as vscode from "vscode";
import type { ExportTelemetryResult } from "../../src/telemetry/export/command";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import { temporaryName } from "../../src/telemetry/temporary/temporaryName";
import { jsonl, timedRow } from "../support/rows";
import { activateExtension } from "./activateExtension";
import { hearNotifications } from "./answers";
import { MemoryFileSystemProvider } from "./memoryFileSystemProvider";

const OLD = { "export.json": "what was there before" };

describe("a destination that only VS Code reaches", () => {
  const sandbox = createSandbox();
  let directory: string;
  let provider: MemoryFileSystemProvider;
  let registration: vscode.Disposable;

  before(activateExtension);
  beforeEach(() => {
    directory = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    fs.writeFileSync(join(directory, "telemetry-2026-03-01.jsonl"), jsonl(timedRow()));
    hearNotifications(sandbox);
    provider = new MemoryFileSystemProvider();
    provider.put("/export.json", OLD["export.json"]);
    registration = vscode.workspace.registerFileSystemProvider("test-fault", provider);
  });
  afterEach(() => {
    sandbox.restore();
    registration.dispose();
    fs.rmSync(directory, { recursive: true });
    assert.deepEqual(ownTemporaryFiles(), []);
  });

  const run = (options: object = {}): Thenable<ExportTelemetryResult | undefined> =>
    vscode.commands.executeCommand("coderTelemetry.export", {
      range: "allTime",
      format: "json",
      destination: "test-fault:/export.json",
      directory,
      ...options,
    });
  const exported = `[\n${jsonl(timedRow())}]\n`;

  async function assertRefused(words: RegExp, options?: object): Promise<void> {
    await assert.rejects(
      async () => run(options),
      (error) => error instanceof Error && words.test(error.message),
    );
  }

  it("is replaced, and nothing stays beside it", async () => {
    await run();
    assert.deepEqual(provider.texts(), { "export.json": exported });
  });

  it("is new, and nothing stays beside it", async () => {
    provider.delete(vscode.Uri.parse("test-fault:/export.json"));
    await run();
    assert.deepEqual(provider.texts(), { "export.json": exported });
  });

  const faults: [what: string, error: () => Error, words: RegExp][] = [
    [
      "no permission",
      () => vscode.FileSystemError.NoPermissions("Not yours."),
      /^You don't have permission to write to this location\./,
    ],
    [
      "a full disk",
      () => new Error("ENOSPC: no space left on device, write"),
      /^There is no space left on the disk\./,
    ],
    [
      "a full quota",
      () => new Error("The quota is exceeded."),
      /^The file system reported an error \(The quota is exceeded\)\./,
    ],
    [
      "no connection",
      () => vscode.FileSystemError.Unavailable("The server is away."),
      /^The file system reported an error \(The server is away\)\./,
    ],
  ];
  for (const { id } of exportFormats) {
    for (const [what, error, words] of faults) {
      it(`is what it was after ${what} half way through the write (${id})`, async () => {
        provider.faults.set("writeFile", error);
        await assertRefused(words, { format: id });
        await assertRefused(/Nothing was saved to test-fault:\/export\.json\.$/, { format: id });
        assert.deepEqual(provider.texts(), OLD);
      });
    }
  }

  it("is not there after a write of a new one that failed", async () => {
    provider.delete(vscode.Uri.parse("test-fault:/export.json"));
    provider.faults.set("writeFile", () => new Error("The quota is exceeded."));
    await assertRefused(/The quota is exceeded/);
    assert.deepEqual(provider.texts(), {});
  });

  it("is replaced in one write where nothing can be renamed", async () => {
    provider.faults.set("rename", () => vscode.FileSystemError.NoPermissions("No renaming."));
    await run();
    assert.deepEqual(provider.texts(), { "export.json": exported });
  });

  it("is what it was when the new file can't take its name, nor be written in its place", async () => {
    const isNew = (uri: vscode.Uri): boolean => uri.path.endsWith(".tmp");
    provider.faults.set("rename", (uri) => (isNew(uri) ? new Error("No renaming.") : undefined));
    const writeFile = provider.writeFile.bind(provider);
    sandbox
      .stub(provider, "writeFile")
      .callsFake((uri, content) =>
        isNew(uri) ? writeFile(uri, content) : Promise.reject(new Error("No writing.")),
      );
    await assertRefused(/No writing/);
    assert.deepEqual(provider.texts(), OLD);
  });

  it("is the target of a symbolic link, which stays", async () => {
    provider.put("/export.json", "old", {
      type: vscode.FileType.File | vscode.FileType.SymbolicLink,
    });
    const renamed: string[] = [];
    provider.faults.set("rename", ({ path }) => void renamed.push(path));
    await run();
    assert.deepEqual(renamed, []);
    assert.deepEqual(provider.texts(), { "export.json": exported });
  });

  describe("when its provider never answers", () => {
    const user = new vscode.CancellationTokenSource();
    let answer: () => void;
    let isShown: boolean;

    beforeEach(() => {
      isShown = false;
      sandbox.stub(vscode.window, "withProgress").callsFake(async (_options, task) => {
        isShown = true;
        const done = task({ report: () => undefined }, user.token);
        user.cancel();
        await done;
        isShown = false;
        return done;
      });
    });

    /** Lets the writes of some files wait for the answer. */
    function hang(isMeant: (uri: vscode.Uri) => boolean): void {
      const answered = new Promise<void>((resolve) => {
        answer = resolve;
      });
      const writeFile = provider.writeFile.bind(provider);
      sandbox.stub(provider, "writeFile").callsFake(async (uri, content) => {
        if (isMeant(uri)) {
          await answered;
        }
        await writeFile(uri, content);
      });
    }

    async function assertCleared(): Promise<void> {
      assert.equal(isShown, false);
      assert.equal(ownTemporaryFiles().length, 1);
      answer();
      while (ownTemporaryFiles().length > 0) {
        await setTimeout(10);
      }
    }

    it("is what it was after Cancel, and nothing stays beside it when it answers at last", async () => {
      hang((uri) => uri.path.endsWith(".tmp"));
      assert.equal(await run(), undefined);
      await assertCleared();
      assert.deepEqual(provider.texts(), OLD);
    });

    it("is told to be uncertain after Cancel where it is being written", async () => {
      provider.faults.set("rename", () => vscode.FileSystemError.NoPermissions("No renaming."));
      hang((uri) => uri.path === "/export.json");
      await assertRefused(/canceled while test-fault:\/export.json was being replaced/);
      await assertCleared();
    });
  });

  it("is what it was when nothing matches", async () => {
    fs.writeFileSync(join(directory, "telemetry-2026-03-01.jsonl"), "torn\n");
    const result = await run();
    assert.equal(result?.eventCount, 0);
    assert.deepEqual(provider.texts(), OLD);
  });

  it("loses what a killed export has left beside it", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const name = await temporaryName(fs);
    const abandoned = name.replace(`-${process.pid}-`, `-${pid}-`);
    provider.put(`/${abandoned}`, "half");
    provider.put(`/${name}`, "half of a running one");
    await run();
    assert.deepEqual(Object.keys(provider.texts()).sort(), [name, "export.json"].sort());
  });

  describe("is refused before anything is read", () => {
    beforeEach(() => {
      // Nothing could be told of a folder whose only file can't be read.
      fs.writeFileSync(join(directory, "telemetry-2026-03-01.jsonl"), "torn\n");
    });

    it("when it is a folder, which stays", async () => {
      provider.put("/export.json", "", { type: vscode.FileType.Directory });
      await assertRefused(
        /test-fault:\/export\.json can't be replaced because it is not a regular file/,
      );
      assert.ok("export.json" in provider.texts());
    });

    it("when it is a read-only file", async () => {
      provider.put("/export.json", "old", { permissions: vscode.FilePermission.Readonly });
      await assertRefused(/test-fault:\/export\.json can't be replaced because it is read-only/);
      assert.deepEqual(provider.texts(), { "export.json": "old" });
    });

    it("when it is one of stored telemetry", async () => {
      provider.put("/TELEMETRY-2026-03-01.jsonl", "old");
      await assertRefused(/can't be replaced because it contains stored telemetry/, {
        destination: "test-fault:/TELEMETRY-2026-03-01.jsonl",
      });
      assert.equal(provider.text("/TELEMETRY-2026-03-01.jsonl"), "old");
    });

    it("when it can't be looked at", async () => {
      provider.faults.set("stat", () => vscode.FileSystemError.Unavailable("The server is away."));
      await assertRefused(/The server is away.* Nothing was saved to test-fault:\/export\.json\.$/);
      assert.deepEqual(provider.texts(), OLD);
    });

    it("when its whole file system is read-only", async () => {
      registration.dispose();
      registration = vscode.workspace.registerFileSystemProvider("test-readonly", provider, {
        isReadonly: true,
      });
      // VS Code learns of it in another process.
      while (vscode.workspace.fs.isWritableFileSystem("test-readonly") === undefined) {
        await setTimeout(10);
      }
      await assertRefused(
        /test-readonly:\/export\.json can't be written because .* can't write files with this scheme/,
        { destination: "test-readonly:/export.json" },
      );
      assert.deepEqual(provider.texts(), OLD);
    });

    it("when no extension provides its scheme", async () => {
      await assertRefused(
        /test-nobody:\/export\.json can't be written because .* can't write files with this scheme/,
        { destination: "test-nobody:/export.json" },
      );
    });
  });
});

/** Other processes of this machine may be exporting. */
function ownTemporaryFiles(): string[] {
  return fs
    .readdirSync(tmpdir())
    .filter((name) => name.startsWith(".coder-telemetry-") && name.includes(`-${process.pid}-`));
}
