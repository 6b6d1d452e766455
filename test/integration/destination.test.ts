import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryName } from "../../src/telemetry/export/destination/temporaryName";
import { ExportError } from "../../src/telemetry/export/errors";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import { describeError } from "../../src/telemetry/export/messages/describeError";
import { english } from "../../src/telemetry/export/messages/l10n";
import type { ExportProcessOptions } from "../support/exportProcess";
import { OLD, Place, ROWS } from "../support/place";
import { jsonl } from "../support/rows";
import { systemError, watchedFs } from "../support/watchedFs";

const CLI = join(__dirname, "../../../dist/cli.js");
const EXPORT_PROCESS = require.resolve("../support/exportProcess");
const isRoot = process.getuid?.() === 0;
/** A user with no rights of its own, where the tests can become one. */
const NOBODY = 65_534;
/** What mounts a file system for one command alone; without root, as the root of a user namespace. */
const MOUNT_NAMESPACE = ["--mount", ...(isRoot ? [] : ["--map-root-user"]), "sh", "-ec"];
/** Where not even that may mount, the limit on the size of files stands alone for the full disk. */
const canMount =
  spawnSync("unshare", [...MOUNT_NAMESPACE, 'mount -t tmpfs tmpfs "$0"', tmpdir()]).status === 0;
/** Exports that are killed, at moments that the seed determines. */
const KILLS = 200;
const SEED = Date.now();
const EXPORTED = `[\n${jsonl(...ROWS)
  .trimEnd()
  .replaceAll("\n", ",\n")}\n]\n`;

describe("a destination of the real file system", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => {
    place.remove();
  });

  const read = (path = place.destination): string => fs.readFileSync(path, "utf8");
  const link = (target: string): void => {
    fs.symlinkSync(target, place.destination);
  };

  describe("is refused before anything is read", () => {
    const refused: [what: string, code: string, prepare: () => unknown][] = [
      [
        "a folder",
        "destinationNotAFile",
        () => {
          fs.mkdirSync(place.destination);
        },
      ],
      [
        "a link to a folder",
        "destinationNotAFile",
        () => {
          link(place.directory);
        },
      ],
      ["a device", "destinationNotAFile", () => "/dev/null"],
      ["a device that is always full", "destinationNotAFile", () => "/dev/full"],
      [
        "a link to a device",
        "destinationNotAFile",
        () => {
          link("/dev/null");
        },
      ],
      [
        "a FIFO",
        "destinationNotAFile",
        () => {
          assert.equal(spawnSync("mkfifo", [place.destination]).status, 0);
        },
      ],
      [
        "a loop of links",
        "destinationUnwritable",
        () => {
          link(basename(place.destination));
        },
      ],
      [
        "a link into a folder that is not there",
        "destinationUnwritable",
        () => {
          link("no/x");
        },
      ],
      [
        "in a folder that is not there",
        "destinationUnwritable",
        () => join(place.home, "no", "export"),
      ],
      [
        "below a file",
        "destinationUnwritable",
        () => {
          place.writeOld();
          return join(place.destination, "export");
        },
      ],
      [
        "a read-only file",
        "destinationReadOnly",
        () => {
          place.writeOld(0o444);
        },
      ],
      ["a telemetry file", "destinationIsTelemetry", () => place.telemetryFile],
      [
        "a link to a telemetry file",
        "destinationIsTelemetry",
        () => {
          link(place.telemetryFile);
        },
      ],
      [
        "a telemetry file by a roundabout path",
        "destinationIsTelemetry",
        () => `${place.home}/.././telemetry//${basename(place.telemetryFile)}`,
      ],
      [
        "a telemetry file through a link to its folder",
        "destinationIsTelemetry",
        () => {
          link(place.directory);
          return join(place.destination, basename(place.telemetryFile));
        },
      ],
      [
        "a hard link to a telemetry file",
        "destinationIsTelemetry",
        () => {
          fs.linkSync(place.telemetryFile, place.destination);
        },
      ],
      [
        "what a link among the telemetry files leads to",
        "destinationIsTelemetry",
        () => {
          place.writeOld();
          fs.symlinkSync(place.destination, join(place.directory, "telemetry-2026-03-03.jsonl"));
        },
      ],
      [
        "what a link among the telemetry files would lead to",
        "destinationNamedAsTelemetry",
        () => {
          fs.symlinkSync(place.destination, join(place.directory, "telemetry-2026-03-03.jsonl"));
        },
      ],
      [
        "a new telemetry file",
        "destinationNamedAsTelemetry",
        () => join(place.directory, "telemetry-2027-01-01.jsonl"),
      ],
      [
        "a new telemetry file, by a link to it",
        "destinationNamedAsTelemetry",
        () => {
          link(join(place.directory, "telemetry-2027-01-01.jsonl"));
        },
      ],
      [
        "a telemetry file in other letters, which some file systems take for the same",
        "destinationNamedAsTelemetry",
        () => join(place.directory, "Telemetry-2026-03-01.JSONL"),
      ],
    ];
    for (const [what, code, prepare] of refused) {
      it(`when it is ${what}`, async () => {
        const prepared = prepare();
        const destination = typeof prepared === "string" ? prepared : place.destination;
        const before = place.state();
        const opened: string[] = [];
        const watched = watchedFs(({ name, path }) => {
          if (name === "open" || name === "createReadStream") {
            opened.push(path);
          }
        });
        await assert.rejects(place.export({ destination, fs: watched }), (error) => {
          assert.ok(error instanceof ExportError, String(error));
          assert.equal(error.code, code);
          assert.ok(describeError(error, english).includes(destination));
          return true;
        });
        assert.deepEqual(place.state(), before);
        assert.deepEqual(opened, []);
      });
    }
  });

  it("is not taken for telemetry because it has two names", async () => {
    place.writeOld();
    fs.linkSync(place.destination, join(place.home, "other name"));
    await place.export();
    assert.equal(read(), EXPORTED);
    assert.equal(read(join(place.home, "other name")), OLD);
  });

  for (const target of ["file", "nothing"] as const) {
    it(`is the target of links that lead to ${target}, and they stay`, async () => {
      const elsewhere = join(place.folder, "elsewhere");
      fs.mkdirSync(elsewhere);
      if (target === "file") fs.writeFileSync(join(elsewhere, "target"), OLD);
      fs.symlinkSync("target", join(elsewhere, "second"));
      link(relative(place.home, join(elsewhere, "second")));
      await place.export();
      assert.ok(fs.lstatSync(place.destination).isSymbolicLink());
      assert.ok(fs.lstatSync(join(elsewhere, "second")).isSymbolicLink());
      assert.equal(read(join(elsewhere, "target")), EXPORTED);
      assert.deepEqual(fs.readdirSync(elsewhere).sort(), ["second", "target"]);
    });
  }

  it("is what it was when the export is cancelled just before the rename", async () => {
    place.writeOld();
    const before = place.state();
    const controller = new AbortController();
    const watched = watchedFs(({ name, path }) => {
      if (name === "file.sync" && path.startsWith(place.home)) {
        controller.abort();
      }
    });
    const outcome = await place.export({ fs: watched, signal: controller.signal });
    assert.deepEqual(outcome, { kind: "cancelled" });
    assert.deepEqual(place.state(), before);
  });

  it("is refused when it has become read-only since the export began, and stays", async () => {
    place.writeOld();
    const work = place.export({
      onProgress: () => {
        fs.chmodSync(place.destination, 0o444);
      },
    });
    await assert.rejects(
      work,
      (error) => error instanceof ExportError && error.code === "destinationReadOnly",
    );
    assert.equal(read(), OLD);
    assert.deepEqual(fs.readdirSync(place.home), ["export"]);
  });

  it("is on disk before it has its name, and its name when the export is complete", async () => {
    const calls: string[] = [];
    const watched = watchedFs(({ name, path }) => {
      if ((name === "file.sync" || name === "rename") && path.startsWith(place.home)) {
        calls.push(`${name} ${path === place.home ? "folder" : "temporary file"}`);
      }
    });
    await place.export({ fs: watched });
    assert.deepEqual(calls, [
      "file.sync temporary file",
      "rename temporary file",
      "file.sync folder",
    ]);
  });

  describe("its mode and owner", () => {
    const statOf = (path: string): object => {
      const { mode, uid, gid } = fs.statSync(path);
      return { mode: mode & 0o777, uid, gid };
    };

    it("are private when it is new, whatever the umask", async () => {
      const umask = process.umask(0);
      try {
        await place.export();
      } finally {
        process.umask(umask);
      }
      assert.equal(fs.statSync(place.destination).mode & 0o777, 0o600);
    });

    for (const mode of [0o600, 0o640, 0o664, 0o200, 0o666]) {
      it(`stay ${mode.toString(8)}`, async () => {
        place.writeOld(mode);
        await place.export();
        assert.equal(fs.statSync(place.destination).mode & 0o777, mode);
      });
    }

    it("are those that it has when the export is complete", async () => {
      place.writeOld(0o666);
      await place.export({
        onProgress: () => {
          fs.chmodSync(place.destination, 0o600);
        },
      });
      assert.equal(fs.statSync(place.destination).mode & 0o777, 0o600);
    });

    if (isRoot) {
      it("stay another user's", async () => {
        place.writeOld(0o640);
        fs.chownSync(place.destination, NOBODY, NOBODY);
        const before = statOf(place.destination);
        await place.export();
        assert.equal(read(), EXPORTED);
        assert.deepEqual(statOf(place.destination), before);
      });

      it("stay another group's, with its rights, when the file can't be given away", async () => {
        place.writeOld(0o660);
        fs.chownSync(place.destination, NOBODY, NOBODY);
        let isFirst = true;
        const refusing = watchedFs(({ name }) => {
          if (name === "file.chown" && isFirst) {
            isFirst = false;
            throw systemError("EPERM", "chown");
          }
        });
        await place.export({ fs: refusing });
        const uid = process.getuid?.();
        assert.deepEqual(statOf(place.destination), { mode: 0o660, uid, gid: NOBODY });
      });
    }

    it("give no group a right that it did not have, when the file can't be given away", async () => {
      place.writeOld(0o664);
      const refusing = watchedFs(({ name }) => {
        if (name === "file.chown") {
          throw new Error("EPERM");
        }
      });
      const stat = refusing.promises.stat.bind(refusing.promises);
      const foreign = {
        stat: async (path: string, options: fs.StatOptions) => {
          const result = await stat(path, options);
          return path === place.destination ? Object.assign(result, { gid: 12_345n }) : result;
        },
      };
      const promises = Object.setPrototypeOf(
        foreign,
        refusing.promises,
      ) as typeof refusing.promises;
      await place.export({ fs: { ...refusing, promises } });
      assert.equal(fs.statSync(place.destination).mode & 0o777, 0o604);
    });
  });

  it("is one of both, whole, when two exports end at the same time", async () => {
    const documents = new Map<string, string>();
    for (const format of exportFormats) {
      await place.export({ format });
      documents.set(format.id, read());
    }
    for (let time = 0; time < 10; time++) {
      const outcomes = await Promise.all(exportFormats.map((format) => place.export({ format })));
      assert.ok(outcomes.every(({ kind }) => kind === "exported"));
      assert.ok([...documents.values()].includes(read()));
      assert.deepEqual(fs.readdirSync(place.home), ["export"]);
    }
  });

  it("is what it was when its folder vanishes in the middle", async () => {
    const work = place.export({
      onProgress: () => {
        fs.rmSync(place.home, { recursive: true, force: true });
      },
    });
    await assert.rejects(work, (error) =>
      describeError(error, english).startsWith(
        `The folder does not exist. Nothing was saved to ${place.destination}.`,
      ),
    );
    assert.ok(!fs.existsSync(place.home));
    fs.mkdirSync(place.home);
  });

  describe("of a process by itself", () => {
    const children: ChildProcess[] = [];
    afterEach(() => {
      // What a failed test has left would keep the test runner from ending, too.
      for (const child of children.splice(0)) {
        child.kill("SIGKILL");
      }
    });

    /** Exports in a process of its own, and returns what that says. */
    const runExport = (options: Partial<ExportProcessOptions> = {}): string[] => {
      const { stdout, stderr } = spawnSync(process.execPath, argumentsFor(options), {
        encoding: "utf8",
      });
      assert.equal(stderr, "");
      return stdout
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as string);
    };
    const argumentsFor = (options: Partial<ExportProcessOptions>): string[] => {
      const { directory, destination } = place;
      return [EXPORT_PROCESS, JSON.stringify({ directory, destination, ...options })];
    };

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
        place.writeOld(fileMode);
        const before = place.state();
        fs.chmodSync(place.folder, 0o755);
        fs.chmodSync(place.home, folderMode);
        const said = runExport(isRoot ? { uid: NOBODY } : {});
        fs.chmodSync(place.home, 0o700);
        assert.match(said.join(), /^You don't have permission .* saved to .*home\/export\.$/);
        assert.match(said.join(), words);
        assert.deepEqual(place.state(), before);
      });
    }

    if (canMount) {
      it("is what it was, and that is told, when the disk is full", () => {
        const script = `
          mount -t tmpfs -o size=1m tmpfs "$0"
          printf old > "$0/export"; chmod 640 "$0/export"
          "$@" --destination "$0/export" 2>&1 || echo "status $?"
          ls -A "$0"; stat -c %a "$0/export"; cat "$0/export"`;
        fs.writeFileSync(place.telemetryFile, jsonl(...ROWS).repeat(10));
        const cli = [process.execPath, CLI, "--directory", place.directory, "--range", "allTime"];
        const { stdout } = spawnSync("unshare", [...MOUNT_NAMESPACE, script, place.home, ...cli], {
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
        fs.writeFileSync(place.telemetryFile, jsonl(...ROWS).repeat(times));
        place.writeOld();
        const before = place.state();
        const { stderr, status } = spawnSync(
          "sh",
          [
            ...["-c", 'ulimit -f 64; exec "$0" "$@"', process.execPath, CLI],
            ...["--directory", place.directory, "--range", "allTime"],
            ...["--destination", place.destination],
          ],
          { encoding: "utf8" },
        );
        assert.equal(status, 1);
        assert.match(stderr, /^The file is larger than the system allows\. .*home\/export\.$/m);
        assert.deepEqual(place.state(), before);
      });
    }

    it("is what it was when the process exits in the middle, and nothing stays beside it", () => {
      place.writeOld();
      const before = place.state();
      assert.deepEqual(runExport({ inTheMiddle: "exit" }), []);
      assert.deepEqual(place.state(), before);
    });

    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      it(`is what it was after ${signal} in the middle, and nothing stays beside it`, async () => {
        place.writeOld();
        // Takes long enough for the signal to come in the middle.
        fs.writeFileSync(place.telemetryFile, jsonl(...ROWS).repeat(100));
        const before = place.state();
        const child = startCli();
        await waitFor(() => temporaryFiles().some((path) => fs.statSync(path).size > 0));
        child.kill(signal);
        assert.deepEqual(await once(child, "close"), [1, null]);
        assert.deepEqual(place.state(), before);
      });
    }

    it(`is the old one or the new one, whole, after SIGKILL at any moment (seed ${SEED})`, async function () {
      this.timeout(300_000);
      await place.export();
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
      const destinations = ["a", "b"].map((name) => join(place.home, name));
      await Promise.all(destinations.map(killOften));
      assert.ok(ends.old > 0 && ends.new > 0, JSON.stringify(ends));
      await place.export();
      assert.deepEqual(fs.readdirSync(place.home).sort(), ["a", "b", "export"]);
    });

    it("loses what a killed export has left, and nothing of one that is running", async () => {
      const running = await startWaiting();
      const killed = await startWaiting();
      assert.equal(temporaryFiles().length, 2);
      killed.child.kill("SIGKILL");
      await once(killed.child, "close");
      await place.export();
      assert.equal(temporaryFiles().length, 1);
      running.child.stdin.end();
      await once(running.child, "close");
      assert.deepEqual(running.said, ["waiting", "exported"]);
      assert.equal(read(), EXPORTED);
      assert.deepEqual(fs.readdirSync(place.home), ["export"]);
    });

    const startCli = (destination = place.destination): ReturnType<typeof spawn> =>
      spawn(
        process.execPath,
        [
          ...[CLI, "--directory", place.directory, "--range", "allTime"],
          ...["--destination", destination],
        ],
        { stdio: "ignore" },
      );

    async function startWaiting() {
      const child = spawn(process.execPath, argumentsFor({ inTheMiddle: "wait" }));
      children.push(child);
      const said: string[] = [];
      createInterface({ input: child.stdout }).on("line", (line) => {
        said.push(JSON.parse(line) as string);
      });
      await waitFor(() => said.length > 0);
      return { child, said };
    }
  });

  it("loses what another machine's export has left, when that was not written to for a day", async () => {
    const foreign = (await temporaryName(fs)).replace(
      /(?<=^\.coder-telemetry-)\w+/,
      "0123456789ab",
    );
    const old = join(place.home, foreign.replace(/\w{12}\.tmp$/, "aaaaaaaaaaaa.tmp"));
    const recent = join(place.home, foreign);
    const others = ["notes.tmp", ".coder-telemetry-notes.tmp"].map((name) =>
      join(place.home, name),
    );
    for (const path of [old, recent, ...others]) {
      fs.writeFileSync(path, "half");
    }
    const hours = (count: number): Date => new Date(Date.now() - count * 3_600_000);
    fs.utimesSync(recent, hours(23), hours(23));
    for (const path of [old, ...others]) {
      fs.utimesSync(path, hours(25), hours(25));
    }
    await place.export();
    assert.deepEqual(
      fs.readdirSync(place.home).sort(),
      [place.destination, recent, ...others].map((path) => basename(path)).sort(),
    );
  });

  const temporaryFiles = (): string[] =>
    fs
      .readdirSync(place.home)
      .filter((name) => name.endsWith(".tmp"))
      .map((name) => join(place.home, name));
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
