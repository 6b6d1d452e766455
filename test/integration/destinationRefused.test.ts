import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { basename, join } from "node:path";
import { ExportError } from "../../src/telemetry/export/exportError";
import { describeError } from "../../src/telemetry/export/messages/describeError";
import { english } from "../../src/telemetry/export/messages/l10n";
import { setUpPlace } from "../support/place";
import { watchedFs } from "../support/watchedFs";

describe("a destination of the real file system is refused before anything is read", () => {
  const place = setUpPlace();
  const link = (target: string): void => {
    fs.symlinkSync(target, place().destination);
  };

  let open: number | undefined;
  const openFile = (): number => {
    place().writeOld();
    open = fs.openSync(place().destination, "r");
    return open;
  };
  afterEach(() => {
    if (open !== undefined) {
      fs.closeSync(open);
      open = undefined;
    }
  });

  const refused: [what: string, code: string, prepare: () => unknown][] = [
    [
      "a folder",
      "destinationNotAFile",
      () => {
        fs.mkdirSync(place().destination);
      },
    ],
    [
      "a link to a folder",
      "destinationNotAFile",
      () => {
        link(place().directory);
      },
    ],
    ["a device", "destinationNotAFile", () => "/dev/null"],
    ["a device that is always full", "destinationNotAFile", () => "/dev/full"],
    // What /dev/stdout is if it is redirected to a file.
    ["an open file by its number", "destinationNotAFile", () => `/dev/fd/${openFile()}`],
    [
      "an open file of a process",
      "destinationNotAFile",
      () => `/proc/${process.pid}/fd/${openFile()}`,
    ],
    ["a new folder", "destinationNamedAsFolder", () => `${place().destination}/`],
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
        assert.equal(spawnSync("mkfifo", [place().destination]).status, 0);
      },
    ],
    [
      "a loop of links",
      "destinationUnwritable",
      () => {
        link(basename(place().destination));
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
      () => join(place().home, "no", "export"),
    ],
    [
      "below a file",
      "destinationUnwritable",
      () => {
        place().writeOld();
        return join(place().destination, "export");
      },
    ],
    [
      "a read-only file",
      "destinationReadOnly",
      () => {
        place().writeOld(0o444);
      },
    ],
    ["a telemetry file", "destinationIsTelemetry", () => place().telemetryFile],
    [
      "a link to a telemetry file",
      "destinationIsTelemetry",
      () => {
        link(place().telemetryFile);
      },
    ],
    [
      "a telemetry file by a roundabout path",
      "destinationIsTelemetry",
      () => `${place().home}/.././telemetry//${basename(place().telemetryFile)}`,
    ],
    [
      "a telemetry file through a link to its folder",
      "destinationIsTelemetry",
      () => {
        link(place().directory);
        return join(place().destination, basename(place().telemetryFile));
      },
    ],
    [
      "a hard link to a telemetry file",
      "destinationIsTelemetry",
      () => {
        fs.linkSync(place().telemetryFile, place().destination);
      },
    ],
    [
      "what a link among the telemetry files leads to",
      "destinationIsTelemetry",
      () => {
        place().writeOld();
        fs.symlinkSync(place().destination, join(place().directory, "telemetry-2026-03-03.jsonl"));
      },
    ],
    [
      "what a link among the telemetry files would lead to",
      "destinationNamedAsTelemetry",
      () => {
        fs.symlinkSync(place().destination, join(place().directory, "telemetry-2026-03-03.jsonl"));
      },
    ],
    [
      "a new telemetry file",
      "destinationNamedAsTelemetry",
      () => join(place().directory, "telemetry-2027-01-01.jsonl"),
    ],
    [
      "a new telemetry file, by a link to it",
      "destinationNamedAsTelemetry",
      () => {
        link(join(place().directory, "telemetry-2027-01-01.jsonl"));
      },
    ],
    [
      "a telemetry file in other letters, which some file systems take for the same",
      "destinationNamedAsTelemetry",
      () => join(place().directory, "Telemetry-2026-03-01.JSONL"),
    ],
  ];
  for (const [what, code, prepare] of refused) {
    it(`when it is ${what}`, async () => {
      const prepared = prepare();
      const destination = typeof prepared === "string" ? prepared : place().destination;
      const before = place().state();
      const opened: string[] = [];
      const watched = watchedFs(({ name, path }) => {
        if (name === "open" || name === "createReadStream") {
          opened.push(path);
        }
      });
      await assert.rejects(place().export({ destination, fs: watched }), (error) => {
        assert.ok(error instanceof ExportError, String(error));
        assert.equal(error.code, code);
        assert.ok(describeError(error, english).includes(destination));
        return true;
      });
      assert.deepEqual(place().state(), before);
      assert.deepEqual(opened, []);
    });
  }
});
