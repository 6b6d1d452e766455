import assert from "node:assert/strict";
import * as fs from "node:fs";
import { basename, join, relative } from "node:path";
import { ExportError } from "../../src/telemetry/export/exportError";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import { describeError } from "../../src/telemetry/export/messages/describeError";
import { english } from "../../src/telemetry/export/messages/l10n";
import { temporaryName } from "../../src/telemetry/temporary/temporaryName";
import { EXPORTED, OLD, setUpPlace } from "../support/place";
import { watchedFs } from "../support/watchedFs";

describe("a destination of the real file system", () => {
  const place = setUpPlace();
  const read = (path = place().destination): string => fs.readFileSync(path, "utf8");
  const link = (target: string): void => {
    fs.symlinkSync(target, place().destination);
  };

  it("is not taken for telemetry because it has two names", async () => {
    place().writeOld();
    fs.linkSync(place().destination, join(place().home, "other name"));
    await place().export();
    assert.equal(read(), EXPORTED);
    assert.equal(read(join(place().home, "other name")), OLD);
  });

  for (const target of ["file", "nothing"] as const) {
    it(`is the target of links that lead to ${target}, and they stay`, async () => {
      const elsewhere = join(place().folder, "elsewhere");
      fs.mkdirSync(elsewhere);
      if (target === "file") fs.writeFileSync(join(elsewhere, "target"), OLD);
      fs.symlinkSync("target", join(elsewhere, "second"));
      link(relative(place().home, join(elsewhere, "second")));
      await place().export();
      assert.ok(fs.lstatSync(place().destination).isSymbolicLink());
      assert.ok(fs.lstatSync(join(elsewhere, "second")).isSymbolicLink());
      assert.equal(read(join(elsewhere, "target")), EXPORTED);
      assert.deepEqual(fs.readdirSync(elsewhere).sort(), ["second", "target"]);
    });
  }

  it("is what it was when the export is cancelled just before the rename", async () => {
    place().writeOld();
    const before = place().state();
    const controller = new AbortController();
    const watched = watchedFs(({ name, path }) => {
      if (name === "file.sync" && path.startsWith(place().home)) {
        controller.abort();
      }
    });
    const outcome = await place().export({ fs: watched, signal: controller.signal });
    assert.deepEqual(outcome, { kind: "cancelled" });
    assert.deepEqual(place().state(), before);
  });

  it("is refused when it has become read-only since the export began, and stays", async () => {
    place().writeOld();
    const work = place().export({
      onProgress: () => {
        fs.chmodSync(place().destination, 0o444);
      },
    });
    await assert.rejects(
      work,
      (error) => error instanceof ExportError && error.code === "destinationReadOnly",
    );
    assert.equal(read(), OLD);
    assert.deepEqual(fs.readdirSync(place().home), ["export"]);
  });

  it("is on disk before it has its name, and its name when the export is complete", async () => {
    const calls: string[] = [];
    const watched = watchedFs(({ name, path }) => {
      if ((name === "file.sync" || name === "rename") && path.startsWith(place().home)) {
        calls.push(`${name} ${path === place().home ? "folder" : "temporary file"}`);
      }
    });
    await place().export({ fs: watched });
    assert.deepEqual(calls, [
      "file.sync temporary file",
      "rename temporary file",
      "file.sync folder",
    ]);
  });

  it("is one of both, whole, when two exports end at the same time", async () => {
    const documents = new Map<string, string>();
    for (const format of exportFormats) {
      await place().export({ format });
      documents.set(format.id, read());
    }
    for (let time = 0; time < 10; time++) {
      const outcomes = await Promise.all(exportFormats.map((format) => place().export({ format })));
      assert.ok(outcomes.every(({ kind }) => kind === "exported"));
      assert.ok([...documents.values()].includes(read()));
      assert.deepEqual(fs.readdirSync(place().home), ["export"]);
    }
  });

  it("is what it was when its folder vanishes in the middle", async () => {
    const work = place().export({
      onProgress: () => {
        fs.rmSync(place().home, { recursive: true, force: true });
      },
    });
    await assert.rejects(work, (error) =>
      describeError(error, english).startsWith(
        `The folder does not exist. Nothing was saved to ${place().destination}.`,
      ),
    );
    assert.ok(!fs.existsSync(place().home));
    fs.mkdirSync(place().home);
  });

  it("loses what another machine's export has left, when that was not written to for a day", async () => {
    const foreign = (await temporaryName(fs)).replace(
      /(?<=^\.coder-telemetry-)\w+/,
      "0123456789ab",
    );
    const old = join(place().home, foreign.replace(/\w{12}\.tmp$/, "aaaaaaaaaaaa.tmp"));
    const recent = join(place().home, foreign);
    const others = ["notes.tmp", ".coder-telemetry-notes.tmp"].map((name) =>
      join(place().home, name),
    );
    for (const path of [old, recent, ...others]) {
      fs.writeFileSync(path, "half");
    }
    const hours = (count: number): Date => new Date(Date.now() - count * 3_600_000);
    fs.utimesSync(recent, hours(23), hours(23));
    for (const path of [old, ...others]) {
      fs.utimesSync(path, hours(25), hours(25));
    }
    await place().export();
    assert.deepEqual(
      fs.readdirSync(place().home).sort(),
      [place().destination, recent, ...others].map((path) => basename(path)).sort(),
    );
  });
});
