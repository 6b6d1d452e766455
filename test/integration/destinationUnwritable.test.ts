import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { ROWS, setUpPlace } from "../support/place";
import { jsonl } from "../support/rows";
import { CLI, runExportProcess } from "../support/runExportProcess";
import { NOBODY, isRoot } from "../support/users";

/** What mounts a file system for one command alone; without root, as the root of a user namespace. */
const MOUNT_NAMESPACE = ["--mount", ...(isRoot ? [] : ["--map-root-user"]), "sh", "-ec"];
/** Where not even that may mount, the limit on the size of files stands alone for the full disk. */
const canMount =
  spawnSync("unshare", [...MOUNT_NAMESPACE, 'mount -t tmpfs tmpfs "$0"', tmpdir()]).status === 0;

describe("a destination of the real file system that can't be written", () => {
  const place = setUpPlace();

  const denied: [what: string, folderMode: number, fileMode: number, words: RegExp][] = [
    ["a folder that the user can't write to", 0o555, 0o666, /to write to the folder .*home\./],
    // For another user: nobody. For its owner: root's tests run as that one.
    [
      "a file that the user can't write",
      0o777,
      isRoot ? 0o644 : 0o466,
      /to write to this location\./,
    ],
  ];
  for (const [what, folderMode, fileMode, words] of denied) {
    it(`is what it was, and that is told, when it is ${what}`, () => {
      const { directory, destination } = place();
      place().writeOld(fileMode);
      const before = place().state();
      fs.chmodSync(place().folder, 0o755);
      fs.chmodSync(place().home, folderMode);
      const said = runExportProcess({ directory, destination, ...(isRoot && { uid: NOBODY }) });
      fs.chmodSync(place().home, 0o700);
      assert.match(said.join(), /^You don't have permission .* saved to .*home\/export\.$/);
      assert.match(said.join(), words);
      assert.deepEqual(place().state(), before);
    });
  }

  if (canMount) {
    it("is what it was, and that is told, when the disk is full", () => {
      const script = `
        mount -t tmpfs -o size=1m tmpfs "$0"
        printf old > "$0/export"; chmod 640 "$0/export"
        "$@" --destination "$0/export" 2>&1 || echo "status $?"
        ls -A "$0"; stat -c %a "$0/export"; cat "$0/export"`;
      fs.writeFileSync(place().telemetryFile, jsonl(...ROWS).repeat(10));
      const cli = [process.execPath, CLI, "--directory", place().directory, "--range", "allTime"];
      const { stdout } = spawnSync("unshare", [...MOUNT_NAMESPACE, script, place().home, ...cli], {
        encoding: "utf8",
      });
      assert.match(
        stdout,
        /^There is no space left on the disk\. Nothing was saved to .*home\/export\.\nstatus 1\nexport\n640\nold$/,
      );
    });
  }

  for (const [where, times] of [
    ["on its own thread", 1],
    ["on threads", 10],
  ] as const) {
    it(`is what it was, and that is told, when files may not be so large (${where})`, () => {
      fs.writeFileSync(place().telemetryFile, jsonl(...ROWS).repeat(times));
      place().writeOld();
      const before = place().state();
      const { stderr, status } = spawnSync(
        "sh",
        [
          ...["-c", 'ulimit -f 64; exec "$0" "$@"', process.execPath, CLI],
          ...["--directory", place().directory, "--range", "allTime"],
          ...["--destination", place().destination],
        ],
        { encoding: "utf8" },
      );
      assert.equal(status, 1);
      assert.match(stderr, /^The file is larger than the system allows\. .*home\/export\.$/m);
      assert.deepEqual(place().state(), before);
    });
  }
});
