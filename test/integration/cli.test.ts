import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonl, row, timedRow } from "../support/rows";
import { DIRECTORY_ENTRY, locate, zipOf } from "../support/zips";

/** The bundle that `npm run export` runs. */
const CLI = join(__dirname, "../../../dist/cli.js");

describe("the export from a terminal", () => {
  const stored = row({ event_name: "stored", timestamp: "2026-03-01T12:00:00Z" });
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    fs.mkdirSync(join(folder, "telemetry"));
    fs.writeFileSync(
      join(folder, "telemetry", "telemetry-2026-03-01.jsonl"),
      `${jsonl(stored)}{"torn`,
    );
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: "utf8" });
  const usual = ["--directory", "telemetry", "--destination", "out.json"];

  it("exports JSON unless told otherwise, and sums up on standard output", () => {
    const { status, stdout } = run(...usual, "--range", "allTime");
    assert.equal(status, 0);
    assert.match(stdout, /^Exported 1 event from 1 file to .*out\.json \(\d+ bytes\)\.$/m);
    assert.match(stdout, /telemetry-2026-03-01\.jsonl:2: The line is not valid JSON\./);
    assert.doesNotMatch(stdout, /pseudonyms/);
    assert.deepEqual(JSON.parse(fs.readFileSync(join(folder, "out.json"), "utf8")), [stored]);
  });

  it("says how many events were repaired, which are not skipped", () => {
    const text = `${jsonl(stored)}{"event_name":"cut \\ud83d","timestamp":"2026-03-01T12:00:00Z"}\n`;
    fs.writeFileSync(join(folder, "telemetry", "telemetry-2026-03-01.jsonl"), text);
    const { status, stdout } = run(...usual, "--range", "allTime");
    assert.equal(status, 0);
    assert.match(stdout, /^1 event was changed so that every JSON parser can read it\.$/m);
    assert.doesNotMatch(stdout, /skipped/);
  });

  it("prints where events are missing or repeated, and what became of each row", () => {
    const context = { session_id: "1dac90a2110e18e03a9771e6c4e905ba" };
    const numbers = [41, 59, 61, 61];
    const rows = numbers.map((event_sequence) => row({ event_sequence, context }));
    fs.writeFileSync(join(folder, "telemetry", "telemetry-2026-03-02.jsonl"), jsonl(...rows));
    const { status, stdout } = run(...usual, "--range", "allTime");
    assert.equal(status, 0);
    assert.deepEqual(stdout.trimEnd().split("\n").slice(3), [
      "18 events are missing between stored ones. Skipped entries also leave gaps.",
      "  Session 1dac90a2: 17 events between 41 and 59 are missing.",
      "  Session 1dac90a2: 1 event between 59 and 61 is missing.",
      "1 event has the session and the sequence number of another one.",
      "1 event can't be checked for gaps and duplicates.",
      "Entries read: 6. Exported: 5. Skipped: 1. Outside the range: 0.",
    ]);
  });

  it("exports OTLP, with the version of the extension", () => {
    const args = ["--start", "2026-03-01", "--end", "2026-03-01", "--format", "otlp"];
    assert.equal(run(...usual, ...args).status, 0);
    const text = fs.readFileSync(join(folder, "out.json"), "utf8");
    assert.match(text, /"scope":\{"name":"coder\.telemetry\.export","version":"\d+\.\d+\.\d+"\}/);
  });

  it("says how many events are spans, and writes nothing if none is", () => {
    const args = [...usual, "--range", "allTime", "--format", "otlpTraces"];
    assert.match(
      run(...args).stdout,
      /^None of the events in this range \(1\) is a span\. Nothing was saved to .*out\.json\.$/m,
    );
    assert.ok(!fs.existsSync(join(folder, "out.json")));
    fs.appendFileSync(
      join(folder, "telemetry", "telemetry-2026-03-02.jsonl"),
      jsonl(timedRow({ timestamp: "2026-03-02T12:00:00Z" }), row()),
    );
    const { status, stdout } = run(...args);
    assert.equal(status, 0);
    assert.match(stdout, /^Exported 1 event from 2 files/m);
    assert.match(
      stdout,
      /^This format includes 1 of the 3 events in this range, because the others are not spans\.$/m,
    );
  });

  it("says which requests an endpoint may refuse", () => {
    const large = row({ properties: { text: "x".repeat(1_000_000) } });
    const stored = `${jsonl(large, row())}${jsonl(large)}`;
    fs.writeFileSync(join(folder, "telemetry", "telemetry-2026-03-02.jsonl"), stored);
    const { status, stdout } = run(...usual, "--range", "allTime", "--format", "otlpJsonl");
    assert.equal(status, 0);
    assert.match(stdout, /^2 lines are larger than 1 MB/m);
  });

  it("gives identifiers pseudonyms when told to, also to this machine's own names as words", () => {
    fs.writeFileSync(
      join(folder, "telemetry", "telemetry-2026-03-02.jsonl"),
      jsonl(row({ timestamp: "2026-03-02T12:00:00Z", added: ["/home/ada", "by hopper!"] })),
    );
    const args = [...usual, "--range", "allTime", "--identifiers", "pseudonymize"];
    const home = join(folder, "hopper");
    const env = { ...process.env, HOME: home, USERPROFILE: home };
    const options = { cwd: folder, env, encoding: "utf8" } as const;
    const { status, stdout } = spawnSync(process.execPath, [CLI, ...args], options);
    assert.equal(status, 0);
    assert.match(stdout, /^Identifiers were replaced with pseudonyms\.$/m);
    const text = fs.readFileSync(join(folder, "out.json"), "utf8");
    assert.match(text, /"\/home\/user-[0-9a-f]{12}","by user-[0-9a-f]{12}!"/);
  });

  it("exports a support bundle like a folder, and says which entry it could not read", () => {
    const content = jsonl(stored);
    const damaged = "vscode-logs/telemetry/telemetry-2026-03-02.jsonl";
    const zip = zipOf(
      ["vscode-logs/telemetry/telemetry-2026-03-01.jsonl", content],
      [damaged, content],
    );
    zip.writeUInt16LE(1, locate(zip, damaged).entry + DIRECTORY_ENTRY.flags);
    fs.writeFileSync(join(folder, "bundle.zip"), zip);
    const args = ["--directory", "bundle.zip", "--range", "allTime", "--destination", "out.json"];
    const { status, stdout } = run(...args);
    assert.equal(status, 3);
    assert.match(stdout, /^Exported 1 event from 1 file/m);
    assert.ok(stdout.includes(`${damaged}: The file is encrypted.`), stdout);
    assert.deepEqual(JSON.parse(fs.readFileSync(join(folder, "out.json"), "utf8")), [stored]);
  });

  it("never writes over the support bundle that it reads", () => {
    const bundle = join(folder, "bundle.zip");
    const zip = zipOf(["vscode-logs/telemetry/telemetry-2026-03-01.jsonl", jsonl(stored)]);
    fs.writeFileSync(bundle, zip);
    const { status, stderr } = run(
      ...["--directory", bundle, "--range", "allTime", "--destination", bundle],
    );
    assert.equal(status, 1);
    assert.match(stderr, /bundle\.zip can't be replaced because it contains stored telemetry/);
    assert.deepEqual(fs.readFileSync(bundle), zip);
  });

  for (const [what, content, message] of [
    ["is neither a folder nor a zip", "no zip", /could not be read/],
    ["is a zip without telemetry", zipOf(["settings.json", "{}"]), /no telemetry/],
    ["does not exist", undefined, /No telemetry folder or support bundle was found at/],
  ] as const) {
    it(`exits with 1 and names what to read, if that ${what}`, () => {
      const source = join(folder, "source");
      if (content !== undefined) {
        fs.writeFileSync(source, content);
      }
      const { status, stderr } = run(
        ...["--directory", source, "--range", "allTime", "--destination", "out.json"],
      );
      assert.equal(status, 1);
      assert.match(stderr, message);
      assert.ok(stderr.includes(source), stderr);
    });
  }

  it("succeeds and leaves the destination when nothing matches", () => {
    fs.writeFileSync(join(folder, "out.json"), "old");
    const { status, stdout } = run(...usual, "--start", "2026-02-01", "--end", "2026-02-28");
    assert.equal(status, 0);
    assert.match(stdout, /^No telemetry is stored in this range/);
    assert.equal(fs.readFileSync(join(folder, "out.json"), "utf8"), "old");
  });

  it("exits with 1 and writes nothing when the folder contains no telemetry files", () => {
    const args = ["--directory", ".", "--range", "allTime", "--destination", "out.json"];
    const { status, stdout, stderr } = run(...args);
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.equal(stderr.trim(), `There is no telemetry to export in ${fs.realpathSync(folder)}.`);
    assert.deepEqual(fs.readdirSync(folder), ["telemetry"]);
  });

  it("exits with 3 when it has exported, but a file could not be read", () => {
    const unread = Buffer.from(jsonl(stored), "utf16le");
    fs.writeFileSync(join(folder, "telemetry", "telemetry-2026-03-02.jsonl"), unread);
    const { status, stdout } = run(...usual, "--range", "allTime");
    assert.equal(status, 3);
    assert.match(stdout, /^Exported 1 event from 1 file to /m);
    assert.match(stdout, /^1 file could not be read completely\.$/m);
  });

  it("exports from one time to another (exclusive), or without an end", () => {
    const next = row({ event_name: "next", timestamp: "2026-03-01T12:00:01Z" });
    fs.writeFileSync(join(folder, "telemetry", "telemetry-2026-03-02.jsonl"), jsonl(next));
    const written = (...args: string[]): unknown => {
      assert.equal(run(...usual, ...args).status, 0);
      return JSON.parse(fs.readFileSync(join(folder, "out.json"), "utf8"));
    };
    const start = ["--start", "2026-03-01T12:00:00Z"];
    assert.deepEqual(written(...start, "--end", "2026-03-01T12:00:01Z"), [stored]);
    assert.deepEqual(written(...start), [stored, next]);
  });

  it("exits with 1 when nothing could be read, and doesn't say that nothing was recorded", () => {
    fs.writeFileSync(join(folder, "out.json"), "old");
    for (const day of ["01", "02", "03"]) {
      const path = join(folder, "telemetry", `telemetry-2026-03-${day}.jsonl`);
      fs.writeFileSync(path, Buffer.from(jsonl(stored), "utf16le"));
    }
    const { status, stdout } = run(...usual, "--range", "allTime");
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^No events could be read in this range\. .*out\.json was not changed\.$/m,
    );
    assert.equal(stdout.match(/: The file is encoded in UTF-16\./g)?.length, 3);
    assert.doesNotMatch(stdout, /recorded/);
    assert.equal(fs.readFileSync(join(folder, "out.json"), "utf8"), "old");
  });

  it("exits with 1 when it fails, and says what and why", () => {
    const args = ["--directory", "telemetry", "--range", "allTime", "--destination", "no/out.json"];
    const { status, stdout, stderr } = run(...args);
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /^The folder does not exist\. Nothing was saved to .*no.out\.json\.$/m);
  });

  it("names files that are left out because of their names, unless they are none of telemetry", () => {
    for (const name of [
      "telemetry-2026-03-01.jsonl.1",
      "coder-telemetry-all-time-2026-03-01.otlp.jsonl",
      "Copy of telemetry-2026-03-01.jsonl",
      "telemetry-2026-02-30.jsonl",
      "telemetry.jsonl",
      "notes.jsonl",
      "telemetry.txt",
    ]) {
      fs.writeFileSync(join(folder, "telemetry", name), jsonl(stored));
    }
    const { stdout } = run(...usual, "--range", "allTime");
    assert.match(stdout, /^Exported 1 event from 1 file/);
    assert.match(stdout, /^4 files were not read because of their names\.$/m);
    const named = stdout.match(/^ {2}(.*)(?=: The file was not read because its name )/gm);
    assert.deepEqual(named, [
      "  Copy of telemetry-2026-03-01.jsonl",
      "  telemetry-2026-02-30.jsonl",
      "  telemetry-2026-03-01.jsonl.1",
      "  telemetry.jsonl",
    ]);
  });

  it("refuses a destination that ends with a slash", () => {
    const args = [...usual, "--range", "allTime", "--destination", "new/"];
    const { status, stderr } = run(...args);
    assert.equal(status, 1);
    assert.match(stderr, /^.*new\/ names a folder because it ends with a slash\./);
    assert.ok(!fs.existsSync(join(folder, "new")));
  });

  it("refuses standard output, and keeps what is in the file that it is redirected to", () => {
    const log = join(folder, "log");
    fs.writeFileSync(log, "old\n");
    const stdout = fs.openSync(log, "a");
    const args = [...usual, "--range", "allTime", "--destination", "/dev/stdout"];
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", stdout, "pipe"],
    });
    fs.closeSync(stdout);
    assert.equal(status, 1);
    assert.match(stderr, /^\/dev\/stdout can't be replaced because it is not a regular file\./);
    assert.equal(fs.readFileSync(log, "utf8"), "old\n");
  });

  const bad: [flag: string, args: string[]][] = [
    ["--directory", ["--range", "allTime", "--destination", "out.json"]],
    ["--destination", ["--range", "allTime", "--directory", "telemetry"]],
    ["--range", usual],
    ["--range", [...usual, "--range", "lastWeek"]],
    ["--range", [...usual, "--range", "allTime", "--start", "2026-03-01"]],
    ["--end", [...usual, "--start", "2026-03-01"]],
    ["--start", [...usual, "--start", "2026-02-30", "--end", "2026-03-01"]],
    ["--end", [...usual, "--start", "2026-03-01", "--end", "2026-02-01"]],
    ["--format", [...usual, "--range", "allTime", "--format", "csv"]],
    ["--identifiers", [...usual, "--range", "allTime", "--identifiers", "drop"]],
    ["--rang", [...usual, "--rang", "allTime"]],
  ];
  for (const [flag, args] of bad) {
    it(`exits with 2 and names ${flag}: ${args.slice(usual.length).join(" ") || "missing"}`, () => {
      const { status, stdout, stderr } = run(...args);
      assert.equal(status, 2);
      assert.equal(stdout, "");
      assert.match(stderr.split("\n")[0] ?? "", new RegExp(`${flag}\\b`));
      assert.ok(!fs.existsSync(join(folder, "out.json")));
    });
  }

  it("explains itself", () => {
    const { status, stdout } = run("--help");
    assert.equal(status, 0);
    assert.match(stdout, /--directory/);
  });
});
