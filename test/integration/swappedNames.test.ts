import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stub } from "sinon";
import { openStagedDestination } from "../../src/telemetry/export/destination/stagedDestination";
import { ExportError } from "../../src/telemetry/export/exportError";
import { describeError } from "../../src/telemetry/export/messages/describeError";
import { english } from "../../src/telemetry/export/messages/l10n";
import { openSupportBundle } from "../../src/telemetry/sources/supportBundle";
import { extractEntry } from "../../src/telemetry/sources/supportBundle/extractEntry";
import { UnpackError } from "../../src/telemetry/sources/supportBundle/unpackError";
import { Zip } from "../../src/telemetry/sources/supportBundle/zip";
import { OLD, Place } from "../support/place";
import { watchedFs } from "../support/watchedFs";
import { zipOf } from "../support/zips";

const PRECIOUS = "what belongs to somebody";

/** What others can do in a folder that they can write to: give the name of a file to another one. */
const swaps: [what: string, swap: (path: string, precious: string) => void][] = [
  [
    "another file",
    (path) => {
      fs.writeFileSync(path, PRECIOUS);
    },
  ],
  [
    "a link to another file",
    (path, precious) => {
      fs.symlinkSync(precious, path);
    },
  ],
  [
    "a hard link to another file",
    (path, precious) => {
      fs.linkSync(precious, path);
    },
  ],
  [
    "a FIFO",
    (path) => {
      execFileSync("mkfifo", [path]);
    },
  ],
  [
    "a link to the file itself",
    (path) => {
      fs.symlinkSync(`${path}.moved`, path);
    },
  ],
];

describe("a temporary file whose name is given to", () => {
  let place: Place;
  let precious: string;

  beforeEach(() => {
    place = new Place();
    place.writeOld();
    precious = join(place.folder, "precious");
    fs.writeFileSync(precious, PRECIOUS);
  });
  afterEach(() => {
    assert.equal(fs.readFileSync(precious, "utf8"), PRECIOUS);
    place.remove();
  });

  for (const [what, swap] of swaps) {
    it(`${what}, does not replace the destination`, async () => {
      let isSwapped = false;
      const watched = watchedFs(({ name, path }) => {
        if (name === "file.sync" && path.endsWith(".tmp") && !isSwapped) {
          isSwapped = true;
          fs.renameSync(path, `${path}.moved`);
          swap(path, precious);
        }
      });
      await assert.rejects(place.export({ fs: watched }), (error) => {
        assert.ok(error instanceof ExportError);
        assert.equal(
          describeError(error, english),
          `The file system reported an error (The temporary file was replaced by another file). Nothing was saved to ${place.destination}.`,
        );
        return true;
      });
      assert.equal(fs.readFileSync(place.destination, "utf8"), OLD);
    });
  }
});

describe("what is copied to a destination that only VS Code reaches", () => {
  it("lies in a folder that nobody else can change, and is removed with it", async () => {
    const place = new Place();
    let folder = "";
    const destination = await openStagedDestination(fs, "far:/export", place.home, (path) => {
      folder = dirname(path);
      assert.equal(dirname(folder), place.home);
      assert.equal(fs.statSync(folder).mode & 0o777, 0o700);
      return Promise.resolve();
    });
    await destination.write("text");
    await destination.commit();
    assert.notEqual(folder, "");
    assert.deepEqual(fs.readdirSync(place.home), []);
    place.remove();
  });
});

describe("a support bundle", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    path = join(folder, "bundle.zip");
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  for (const [what, swap] of swaps.slice(0, 4)) {
    it(`is not extracted over ${what}`, async () => {
      fs.writeFileSync(path, zipOf(["telemetry-2026-03-01.jsonl", "{}"]));
      const precious = join(folder, "precious");
      fs.writeFileSync(precious, PRECIOUS);
      const target = join(folder, "telemetry-2026-03-01.jsonl");
      swap(target, precious);
      const zip = await Zip.open(path);
      for await (const entry of zip.entries()) {
        await assert.rejects(extractEntry(zip, entry, target, undefined), UnpackError);
      }
      await zip.close();
      assert.equal(fs.readFileSync(precious, "utf8"), PRECIOUS);
      assert.ok(fs.lstatSync(target));
    });
  }

  it("does not hang where it becomes a FIFO just before it is opened", async () => {
    const file = join(folder, "file");
    fs.writeFileSync(file, "");
    const statsOfFile = await fs.promises.stat(file);
    execFileSync("mkfifo", [path]);
    const stat = stub(fs.promises, "stat").resolves(statsOfFile);
    try {
      await assert.rejects(openSupportBundle(path, { temporaryFolder: folder }), {
        code: "bundleUnreadable",
      });
    } finally {
      stat.restore();
    }
  });
});
