import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { basename, join } from "node:path";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import type { Manifest } from "../../src/telemetry/export/manifest";
import { jsonl, row } from "../support/rows";
import { ThreadPlace, line } from "../support/threadPlace";
import { zipOf } from "../support/zips";

const CLI = join(__dirname, "../../../dist/cli.js");
const VERIFY = join(__dirname, "../../scripts/verify.js");
const FILE = "telemetry-2026-03-01-1dac90a2.jsonl";
const context = { session_id: "1dac90a2110e18e03a9771e6c4e905ba" };

const sha256 = (bytes: string | Buffer): string => createHash("sha256").update(bytes).digest("hex");

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe("the manifest of an export", () => {
  let place: ThreadPlace;
  let manifestPath: string;

  beforeEach(() => {
    place = new ThreadPlace();
    manifestPath = join(place.home, "manifest.json");
  });
  afterEach(() => {
    place.remove();
  });

  const run = (script: string, ...args: string[]): Run =>
    spawnSync(process.execPath, [script, ...args], { cwd: place.home, encoding: "utf8" });
  const runExport = (...args: string[]): Run =>
    run(
      CLI,
      ...["--directory", place.directory, "--destination", place.destination],
      ...["--range", "allTime", "--manifest", manifestPath, ...args],
    );
  const exportAll = (...args: string[]): Manifest => {
    const { status, stderr } = runExport(...args);
    assert.equal(status, 0, stderr);
    return JSON.parse(fs.readFileSync(manifestPath, "utf8")) as Manifest;
  };
  const verify = (...args: string[]): Run => run(VERIFY, manifestPath, ...args);
  const writeSmall = (): void => {
    place.write(FILE, [
      ...[0, 1, 4, 4].map((event_sequence) => JSON.stringify(row({ event_sequence, context }))),
      "torn",
    ]);
  };

  it("has what was read, what became of it, and what was written", () => {
    writeSmall();
    const stored = fs.readFileSync(join(place.directory, FILE));
    const manifest = exportAll("--identifiers", "keep");
    const written = fs.readFileSync(place.destination);
    const { version } = JSON.parse(
      fs.readFileSync(join(__dirname, "../../../package.json"), "utf8"),
    ) as { version: string };
    assert.deepEqual(manifest, {
      manifestVersion: 1,
      version,
      format: "json",
      identifiers: "keep",
      range: { start: null, end: null },
      filter: null,
      export: { file: basename(place.destination), sha256: sha256(written) },
      eventCount: 4,
      omittedCount: 0,
      repairedCount: 0,
      rowsRead: 5,
      outsideCount: 0,
      outOfOrderCount: 0,
      skipped: [{ file: FILE, line: 5, reason: "invalidJson" }],
      skippedCount: 1,
      sessions: [{ session: context.session_id, first: 0, last: 4, events: 4, gaps: 1 }],
      missingCount: 2,
      gapCount: 1,
      gaps: [{ session: context.session_id, after: 1, before: 4, count: 2 }],
      duplicateCount: 1,
      uncheckedCount: 0,
      bytesWritten: written.length,
      oversizedRequestCount: 0,
      fileCount: 1,
      laterFiles: [],
      problems: [],
      problemCounts: {
        unreadFile: 0,
        unreadFolder: 0,
        misnamedFile: 0,
        checksumMismatch: 0,
        notStored: 0,
      },
      sources: [{ directory: place.directory }],
      files: [{ name: FILE, bytes: stored.length, sha256: sha256(stored), isComplete: true }],
    });
  });

  it("has the range, and files without an event in it", () => {
    writeSmall();
    place.write("telemetry-2026-03-02-1dac90a2.jsonl", [line(0)]);
    place.write("telemetry-2026-03-03.jsonl", [line(1)]);
    const { status, stdout } = run(
      CLI,
      ...["--directory", place.directory, "--destination", place.destination],
      ...["--start", "2026-03-01", "--end", "2026-03-02", "--manifest", manifestPath],
    );
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^Events from just before the end of the range can be in telemetry-2026-03-03\.jsonl, /m,
    );
    const manifest = JSON.parse(fs.readFileSync(manifestPath, "utf8")) as Manifest;
    assert.deepEqual(manifest.range, {
      start: "2026-03-01T00:00:00.000Z",
      end: "2026-03-03T00:00:00.000Z",
    });
    assert.equal(manifest.files.length, 2);
    assert.deepEqual(manifest.laterFiles, ["telemetry-2026-03-03.jsonl"]);
  });

  for (const format of exportFormats) {
    it(`matches a large export, which two threads write (${format.id})`, () => {
      place.writeDays();
      const manifest = exportAll("--format", format.id);
      assert.equal(manifest.files.length, 3);
      for (const { name, bytes, sha256: digest } of manifest.files) {
        const stored = fs.readFileSync(join(place.directory, name));
        assert.deepEqual([bytes, digest], [stored.length, sha256(stored)]);
      }
      const { status, stdout } = verify();
      assert.equal(status, 0, stdout);
      assert.match(
        stdout,
        format.id === "otlpMetrics"
          ? /^The events of .* were not counted because an event can have several metrics\.$/m
          : /^Events in the export: 2430\.$/m,
      );
      assert.match(stdout, /^Telemetry files that were compared: 3\.$/m);
    });
  }

  it("has no name of a person, a folder or a session when identifiers become pseudonyms", () => {
    place.write("telemetry-2026-03-01-1dac90a2.jsonl", [
      JSON.stringify(row({ event_sequence: 0, context })),
      "torn",
    ]);
    exportAll("--identifiers", "pseudonymize");
    const text = fs.readFileSync(manifestPath, "utf8");
    assert.ok(!text.includes(basename(place.folder)), text);
    assert.ok(!text.includes("1dac90a2"), text);
    const { status, stdout } = verify();
    assert.equal(status, 0, stdout);
    assert.match(
      stdout,
      /^Telemetry files that can't be compared because the manifest contains pseudonyms for their names: 1\.$/m,
    );
    assert.doesNotMatch(stdout, /no longer there/);
  });

  it("says that the files of a support bundle are not compared", () => {
    const bundle = join(place.home, "bundle.zip");
    fs.writeFileSync(bundle, zipOf([`vscode-logs/telemetry/${FILE}`, jsonl(row())]));
    exportAll("--directory", bundle);
    const { status, stdout } = verify();
    assert.equal(status, 0, stdout);
    assert.match(
      stdout,
      /^Telemetry files that are not compared because they are in a support bundle: 1\.$/m,
    );
    assert.doesNotMatch(stdout, /no longer there/);
  });

  it("is not written when nothing is exported", () => {
    place.write(FILE, [JSON.stringify(row())]);
    const { status } = runExport("--format", "otlpTraces");
    assert.equal(status, 0);
    assert.deepEqual(fs.readdirSync(place.home), []);
  });

  it("costs no export when it can't be written, and that is told", () => {
    writeSmall();
    const missing = join(place.home, "missing", "manifest.json");
    const { status, stdout, stderr } = runExport("--manifest", missing);
    assert.equal(status, 1);
    assert.match(stdout, /^Exported 4 events/m);
    assert.equal(
      stderr.trim(),
      `The manifest was not written. The folder does not exist. Nothing was saved to ${missing}.`,
    );
    assert.deepEqual(fs.readdirSync(place.home), ["export"]);
  });

  for (const [what, other] of [
    ["its path", (path: string) => path],
    [
      "a link to it",
      (path: string) => {
        fs.symlinkSync(path, `${path}.link`);
        return `${path}.link`;
      },
    ],
  ] as const) {
    it(`never replaces the export, by ${what}`, () => {
      writeSmall();
      const { status, stderr } = runExport("--manifest", other(place.destination));
      assert.equal(status, 1);
      assert.match(stderr, /because it is the export/);
      assert.equal((JSON.parse(fs.readFileSync(place.destination, "utf8")) as []).length, 4);
    });
  }

  describe("when it is verified", () => {
    const changes: [what: string, change: () => void, told: RegExp][] = [
      [
        "a changed export",
        () => {
          const text = fs.readFileSync(place.destination, "utf8");
          fs.writeFileSync(place.destination, text.replace("test.event", "best.event"));
        },
        /^DIFFERS: The SHA-256 of .*export is [0-9a-f]{64}\. It was [0-9a-f]{64}\.$/m,
      ],
      [
        "an export that lost an event",
        () => {
          const rows = JSON.parse(fs.readFileSync(place.destination, "utf8")) as unknown[];
          fs.writeFileSync(place.destination, JSON.stringify(rows.slice(1)));
        },
        /^DIFFERS: .*export contains 3 events\. The manifest says 4\.$/m,
      ],
      [
        "a torn export",
        () => {
          fs.truncateSync(place.destination, 100);
        },
        /^DIFFERS: .*export is not valid: /m,
      ],
      [
        "an export that is gone",
        () => {
          fs.rmSync(place.destination);
        },
        /^DIFFERS: The export was not found at .*export\. Specify its path after the manifest\.$/m,
      ],
      [
        "a changed source file",
        () => {
          const path = join(place.directory, FILE);
          fs.writeFileSync(path, fs.readFileSync(path, "utf8").replace("12:00", "12:01"));
        },
        /^DIFFERS: The first \d+ bytes of .*jsonl have changed since the export\.$/m,
      ],
      [
        "a source file that became shorter",
        () => {
          fs.truncateSync(join(place.directory, FILE), 10);
        },
        /^DIFFERS: .*jsonl has 10 bytes\. \d+ bytes of it were exported\.$/m,
      ],
      [
        "counts that don't add up",
        () => {
          const text = fs.readFileSync(manifestPath, "utf8");
          fs.writeFileSync(manifestPath, text.replace('"rowsRead": 5', '"rowsRead": 6'));
        },
        /^DIFFERS: The manifest contradicts itself: 4 exported, 0 omitted, 1 skipped and 0 outside the range are not 6 rows\.$/m,
      ],
      [
        "sessions that don't add up",
        () => {
          const text = fs.readFileSync(manifestPath, "utf8");
          fs.writeFileSync(manifestPath, text.replace('"events": 4', '"events": 3'));
        },
        /^DIFFERS: The manifest contradicts itself: its sessions have 3 events/m,
      ],
      [
        "files that were read but are not listed",
        () => {
          const manifest = JSON.parse(fs.readFileSync(manifestPath, "utf8")) as Manifest;
          fs.writeFileSync(manifestPath, JSON.stringify({ ...manifest, files: [] }));
        },
        /^DIFFERS: The manifest contradicts itself: its number of telemetry files is 1, but it lists 0\.$/m,
      ],
    ];
    for (const [what, change, told] of changes) {
      it(`tells of ${what}`, () => {
        writeSmall();
        exportAll();
        assert.equal(verify().status, 0);
        change();
        const { status, stdout } = verify();
        assert.equal(status, 1);
        assert.match(stdout, told);
        assert.match(stdout, /^The export does not match its manifest\. Differences: \d\.$/m);
      });
    }

    it("says that everything matches, if nothing is missing", () => {
      place.write(FILE, [line(0)]);
      exportAll();
      const { status, stdout } = verify();
      assert.equal(status, 0);
      assert.match(stdout, /^The export matches its manifest\.$/m);
    });

    it("tells what the manifest says is missing, and that the export is incomplete", () => {
      writeSmall();
      const unread = "telemetry-2026-03-02.jsonl";
      fs.writeFileSync(join(place.directory, unread), Buffer.from(jsonl(row()), "utf16le"));
      runExport();
      const { status, stdout } = verify();
      assert.equal(status, 0);
      assert.deepEqual(stdout.trimEnd().split("\n").slice(2), [
        "According to the manifest:",
        "Unreadable entries that were skipped: 1",
        `  ${FILE}:5: The line is not valid JSON.`,
        "1 file could not be read completely.",
        `  ${unread}: The file is encoded in UTF-16. Convert it to UTF-8 to export it.`,
        "2 events are missing between stored ones. Skipped entries also leave gaps.",
        "  Session 1dac90a2: 2 events between 1 and 4 are missing.",
        "1 event has the session and the sequence number of another one.",
        "Entries read: 5. Exported: 4. Skipped: 1. Outside the range: 0.",
        "The export matches its manifest, which says that the export is incomplete.",
      ]);
    });

    it("accepts source files that have grown or are gone, and an export that was moved", () => {
      writeSmall();
      place.write("telemetry-2026-03-02.jsonl", [line(1)]);
      exportAll();
      fs.appendFileSync(join(place.directory, FILE), jsonl(row()));
      fs.rmSync(join(place.directory, "telemetry-2026-03-02.jsonl"));
      const moved = join(place.folder, "moved.json");
      fs.renameSync(place.destination, moved);
      const { status, stdout } = verify(moved);
      assert.equal(status, 0, stdout);
      assert.match(stdout, /^Telemetry files that are no longer there: 1\.$/m);
    });

    it("says that a file is no manifest, or is missing, and how to use it", () => {
      assert.match(verify().stderr, /^The manifest could not be read: ENOENT/);
      assert.equal(verify().status, 1);
      fs.writeFileSync(manifestPath, "{}");
      assert.match(
        verify().stderr,
        /is not a manifest of an export that this version can read\.$/m,
      );
      assert.equal(verify().status, 1);
      writeSmall();
      fs.writeFileSync(manifestPath, JSON.stringify({ ...exportAll(), sessions: null }));
      assert.match(verify().stderr, /^.*manifest\.json is not a manifest of an export [^\n]*\n$/);
      assert.equal(verify().status, 1);
      assert.equal(run(VERIFY).status, 2);
      assert.match(run(VERIFY, "--help").stdout, /^Checks an export against its manifest\./);
      assert.equal(run(VERIFY, "--help").status, 0);
      assert.equal(run(VERIFY, "--what").status, 2);
    });
  });
});
