import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openFileDestination } from "../../src/telemetry/export/destination/fileDestination";
import { temporaryName } from "../../src/telemetry/export/destination/temporaryName";
import { ExportError, type ExportErrorCode } from "../../src/telemetry/export/errors";
import { exportEvents } from "../../src/telemetry/export/exportEvents";
import { describeError } from "../../src/telemetry/export/messages/describeError";
import { describeProblem } from "../../src/telemetry/export/messages/describeProblem";
import { english } from "../../src/telemetry/export/messages/l10n";
import {
  type SupportBundle,
  type SupportBundleOptions,
  openSupportBundle,
} from "../../src/telemetry/export/supportBundle";
import { MAX_BUNDLE_BYTES } from "../../src/telemetry/export/supportBundle/limits";
import { problemCount } from "../../src/telemetry/read/problem";
import { jsonl, row } from "../support/rows";
import { formatOf } from "../support/telemetry";
import {
  DIRECTORY_ENTRY,
  END_BYTES,
  type ZipFile,
  asZip64,
  locate,
  renamed,
  zipOf,
} from "../support/zips";

const GOLDEN = join(__dirname, "../../../test/golden/telemetry");
const FOLDER = "vscode-logs/telemetry";
const NAME = "telemetry-2026-03-01-aaaaaaaa.jsonl";
const PATH = `${FOLDER}/${NAME}`;
const OTHER = `${FOLDER}/telemetry-2026-03-01-bbbbbbbb.jsonl`;
const OTHER_TEXT = jsonl(row({ event_name: "other" }));

/** Rows that do not compress well, so that the bytes of many are bad when one is. */
const TEXT = jsonl(
  ...Array.from({ length: 200 }, (_, index) =>
    row({ event_name: `event ${index}`, value: String(Math.sin(index)) }),
  ),
);

describe("a support bundle", () => {
  let folder: string;
  let temporaryFolder: string;
  let path: string;
  let opened: SupportBundle[];

  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    temporaryFolder = join(folder, "temporary");
    fs.mkdirSync(temporaryFolder);
    path = join(folder, "bundle.zip");
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((bundle) => bundle.close()));
    assert.deepEqual(fs.readdirSync(temporaryFolder), []);
    fs.rmSync(folder, { recursive: true });
  });

  const open = async (
    zip: Uint8Array,
    options: SupportBundleOptions = {},
  ): Promise<SupportBundle> => {
    fs.writeFileSync(path, zip);
    const bundle = await openSupportBundle(path, { temporaryFolder, ...options });
    opened.push(bundle);
    return bundle;
  };
  /** What is extracted, by the name of the folder in the zip, and what is told. */
  const read = async (zip: Uint8Array, options?: SupportBundleOptions): Promise<unknown> => {
    const bundle = await open(zip, options);
    const { folders, problems } = bundle;
    assert.equal(problemCount(bundle), problems.length);
    const files = folders.map(({ directory, name }) => [
      name,
      ...fs
        .readdirSync(directory)
        .map((file) => [file, fs.readFileSync(join(directory, file), "utf8")]),
    ]);
    return { files, skipped: problems.map(({ file, reason }) => [file, reason]) };
  };
  /** What {@link read} gives for the one file and the other, which is always there. */
  const bothWith = (text: string, reason: string): unknown => ({
    files: [[FOLDER, [NAME, text], [OTHER.slice(FOLDER.length + 1), OTHER_TEXT]]],
    skipped: [[PATH, reason]],
  });
  const otherAnd = (...skipped: [file: string, reason: string][]): unknown => ({
    files: [[FOLDER, [OTHER.slice(FOLDER.length + 1), OTHER_TEXT]]],
    skipped,
  });
  const bothZip = (options?: ZipFile[2]): Buffer =>
    zipOf([PATH, TEXT, options], [OTHER, OTHER_TEXT]);
  const fails = async (code: ExportErrorCode, zip?: Uint8Array): Promise<string> => {
    if (zip) {
      fs.writeFileSync(path, zip);
    }
    let caught: unknown;
    await assert.rejects(openSupportBundle(path, { temporaryFolder }), (error) => {
      caught = error;
      return error instanceof ExportError && error.code === code && error.path === path;
    });
    assert.deepEqual(fs.readdirSync(temporaryFolder), []);
    const sentence = describeError(caught, english);
    assert.ok(sentence.startsWith("Nothing was exported") && sentence.includes(path), sentence);
    return sentence;
  };

  describe("gives its telemetry", () => {
    for (const level of [0, 6] as const) {
      it(level === 0 ? "stored" : "deflated", async () => {
        const result = await read(zipOf([PATH, TEXT, { level }], [OTHER, "", { level }]));
        const files = [[FOLDER, [NAME, TEXT], [OTHER.slice(FOLDER.length + 1), ""]]];
        assert.deepEqual(result, { files, skipped: [] });
      });
    }

    it("from zip to export as the unpacked folder does, to the byte", async () => {
      const files = fs
        .readdirSync(GOLDEN)
        .map((name): ZipFile => [`${FOLDER}/${name}`, fs.readFileSync(join(GOLDEN, name))]);
      const { folders } = await open(zipOf(["coder.log", "a log"], ...files));
      const exported = async (directory = ""): Promise<string> => {
        const destination = join(folder, "export.json");
        const outcome = await exportEvents(
          {
            sources: [{ directory }],
            window: {},
            format: formatOf("json"),
            openDestination: () => openFileDestination(fs, destination, [{ directory }]),
          },
          { fs, version: "1.2.3" },
        );
        assert.equal(outcome.kind, "exported");
        return fs.readFileSync(destination, "utf8");
      };
      assert.equal(folders.length, 1);
      assert.equal(await exported(folders[0]?.directory), await exported(GOLDEN));
    });

    it("of every folder it has been packed with, each by itself", async () => {
      const paths = [PATH, `coder-support/${PATH}`, `a/b/${PATH}`];
      const result = await read(zipOf(...paths.map((each): ZipFile => [each, each])));
      const files = paths.map((each) => [each.slice(0, -NAME.length - 1), [NAME, each]]);
      assert.deepEqual(result, { files, skipped: [] });
    });

    it("and nothing else, which is not even looked into", async () => {
      const others = [
        ...["settings.json", NAME, `telemetry/${NAME}`, `vscode-logs/${NAME}`],
        ...[`${FOLDER}/a/${NAME}`, `not-${PATH}`, `${PATH}.bak`],
        `${FOLDER}/telemetry-2026-02-30.jsonl`,
      ];
      const files = others.map((each): ZipFile => [each, TEXT]);
      const zip = zipOf([OTHER, OTHER_TEXT], ...files, [`${FOLDER}/`, ""], [`${PATH}/`, ""]);
      for (const each of others) {
        const { data } = locate(zip, each);
        zip.fill(0xff, data, data + 100);
      }
      assert.deepEqual(await read(zip), otherAnd());
    });

    for (const [what, mode] of [
      ["folder", 0o40755],
      ["FIFO", 0o10644],
    ] as const) {
      it(`and no ${what} of such a name`, async () => {
        const none: ZipFile = [PATH, "", { os: 3, attrs: mode << 16 }];
        assert.deepEqual(await read(zipOf(none, [OTHER, OTHER_TEXT])), otherAnd());
      });
    }

    it("of a zip64", async () => {
      const sizes = Buffer.alloc(16);
      sizes.writeBigUInt64LE(BigInt(TEXT.length));
      sizes.writeBigUInt64LE(BigInt(TEXT.length), 8);
      const zip = zipOf([PATH, TEXT, { level: 0, extra: { 1: sizes } }], [OTHER, OTHER_TEXT]);
      const { entry } = locate(zip, PATH);
      zip.fill(0xff, entry + DIRECTORY_ENTRY.compressedSize, entry + DIRECTORY_ENTRY.size + 4);
      const files = [[FOLDER, [NAME, TEXT], [OTHER.slice(FOLDER.length + 1), OTHER_TEXT]]];
      assert.deepEqual(await read(asZip64(zip)), { files, skipped: [] });
    });

    it("to folders and files for the user alone", async () => {
      const { folders } = await open(bothZip());
      const mode = (each: string): string => (fs.statSync(each).mode & 0o777).toString(8);
      const directory = folders[0]?.directory ?? "";
      const root = fs.readdirSync(temporaryFolder)[0] ?? "";
      const modes = [join(temporaryFolder, root), directory, join(directory, NAME)].map(mode);
      assert.deepEqual(modes, ["700", "700", "600"]);
    });
  });

  describe("with paths that no disk should see", () => {
    const hostile = [
      `../../${PATH}`,
      `/${PATH}`,
      `C:/${PATH}`,
      `${"a".repeat(300)}/../${PATH}`,
      `nul\0/${PATH}`,
    ];
    for (const each of hostile) {
      it(`reads ${JSON.stringify(each.slice(-70))}, and writes only to its own folder`, async () => {
        const before = fs.readdirSync(folder).length;
        const shown = each.replace("\0", "\u{fffd}").slice(0, -NAME.length - 1);
        const result = await read(zipOf([each, TEXT], [OTHER, OTHER_TEXT]));
        const other = [FOLDER, [OTHER.slice(FOLDER.length + 1), OTHER_TEXT]];
        assert.deepEqual(result, { files: [[shown, [NAME, TEXT]], other], skipped: [] });
        assert.equal(fs.readdirSync(folder).length, before + 1);
      });
    }

    it("reads a name that not every disk takes under one that does", async () => {
      const [odd, long] = [`a:b*\u{1f600}`, "x".repeat(400)];
      const files = [odd, long].map((session): ZipFile => [
        `${FOLDER}/telemetry-2026-03-01-${session}.jsonl`,
        session,
      ]);
      const result = await read(zipOf(...files));
      const stored = [
        ["telemetry-2026-03-01-a_b___.jsonl", odd],
        [`telemetry-2026-03-01-${"x".repeat(64)}.jsonl`, long],
      ];
      assert.deepEqual(result, { files: [[FOLDER, ...stored]], skipped: [] });
    });

    it("reads those that Windows has written with backslashes", async () => {
      const result = await read(zipOf([PATH.replaceAll("/", "\\"), TEXT]));
      assert.deepEqual(result, { files: [[FOLDER, [NAME, TEXT]]], skipped: [] });
    });

    it("reads those that are no UTF-8, and shows nothing that would fake other text", async () => {
      const zip = zipOf([`\u202e\x1b[2Jé/${PATH}`, TEXT]);
      const bad = renamed(zip, Buffer.from("é"), Buffer.from([0xff, 0xfe]));
      const name = `\u{fffd}\u{fffd}[2J\u{fffd}\u{fffd}/${FOLDER}`;
      assert.deepEqual(await read(bad), { files: [[name, [NAME, TEXT]]], skipped: [] });
    });

    it("tells a symbolic link, which it does not follow", async () => {
      const link: ZipFile = [PATH, "/etc/passwd", { os: 3, attrs: 0o120777 << 16 }];
      const result = await read(zipOf(link, [OTHER, OTHER_TEXT]));
      assert.deepEqual(result, otherAnd([PATH, "unreadableFile"]));
    });

    it("keeps all entries of the same path, or of one that differs in case alone", async () => {
      const second = PATH.replace("aaaaaaaa", "aaaaaaab");
      const upper = PATH.replace("aaaaaaaa", "AAAAAAAA");
      const zip = renamed(zipOf([PATH, "1"], [second, "2"], [upper, "3"]), second, PATH);
      const files = [
        [FOLDER, [NAME, "1"]],
        [FOLDER, [NAME, "2"]],
        [FOLDER, [NAME.replace("aaaaaaaa", "AAAAAAAA"), "3"]],
      ];
      assert.deepEqual(await read(zip), { files, skipped: [] });
    });
  });

  describe("with an entry that is bad", () => {
    it("tells one that is encrypted", async () => {
      const zip = bothZip();
      zip.writeUInt16LE(1, locate(zip, PATH).entry + DIRECTORY_ENTRY.flags);
      assert.deepEqual(await read(zip), otherAnd([PATH, "encryptedEntry"]));
    });

    it("tells one of an unknown compression", async () => {
      const zip = bothZip();
      zip.writeUInt16LE(93, locate(zip, PATH).entry + DIRECTORY_ENTRY.method);
      assert.deepEqual(await read(zip), otherAnd([PATH, "unknownCompression"]));
    });

    it("tells its reason when that leaves nothing", async () => {
      const zip = zipOf([PATH, TEXT]);
      zip.writeUInt16LE(1, locate(zip, PATH).entry + DIRECTORY_ENTRY.flags);
      assert.deepEqual(await read(zip), { files: [], skipped: [[PATH, "encryptedEntry"]] });
    });

    for (const level of [0, 6] as const) {
      it(`keeps one with another checksum, and tells it (level ${level})`, async () => {
        const zip = bothZip({ level });
        zip.writeUInt32LE(0, locate(zip, PATH).entry + DIRECTORY_ENTRY.checksum);
        assert.deepEqual(await read(zip), bothWith(TEXT, "checksumMismatch"));
      });

      it(`keeps no more than the size that it claims (level ${level})`, async () => {
        const zip = bothZip({ level });
        zip.writeUInt32LE(1000, locate(zip, PATH).entry + DIRECTORY_ENTRY.size);
        assert.deepEqual(await read(zip), bothWith(TEXT.slice(0, 1000), "unreadableFile"));
      });

      it(`keeps all of one that is shorter than it claims (level ${level})`, async () => {
        const zip = bothZip({ level });
        zip.writeUInt32LE(TEXT.length + 1, locate(zip, PATH).entry + DIRECTORY_ENTRY.size);
        assert.deepEqual(await read(zip), bothWith(TEXT, "unreadableFile"));
      });
    }

    it("tells a change of one byte that is stored", async () => {
      const zip = bothZip({ level: 0 });
      const { data } = locate(zip, PATH);
      zip.write("E", data + TEXT.indexOf("event 100"));
      assert.deepEqual(
        await read(zip),
        bothWith(TEXT.replace("event 100", "Event 100"), "checksumMismatch"),
      );
    });

    it("keeps what is before the end of one that is cut off", async () => {
      const zip = bothZip();
      const { entry } = locate(zip, PATH);
      const size = zip.readUInt32LE(entry + DIRECTORY_ENTRY.compressedSize);
      zip.writeUInt32LE(size >> 1, entry + DIRECTORY_ENTRY.compressedSize);
      await keepsHalf(zip);
    });

    it("keeps what is before the byte at which one can't be inflated further", async () => {
      const zip = bothZip();
      const { entry, data } = locate(zip, PATH);
      const size = zip.readUInt32LE(entry + DIRECTORY_ENTRY.compressedSize);
      zip.fill(0xff, data + (size >> 1), data + size);
      await keepsHalf(zip);
    });

    async function keepsHalf(zip: Buffer): Promise<void> {
      const { files, skipped } = (await read(zip)) as {
        files: [[string, [string, string], [string, string]]];
        skipped: unknown;
      };
      assert.deepEqual(skipped, [[PATH, "unreadableFile"]]);
      const kept = files[0][1][1];
      let same = 0;
      while (kept[same] === TEXT[same]) same++;
      assert.ok(
        same > TEXT.length / 3 && same < (TEXT.length * 2) / 3,
        `${same} of ${TEXT.length}`,
      );
    }

    it("does not care for what comes behind the end of the deflated data", async () => {
      const zip = bothZip();
      const { entry } = locate(zip, PATH);
      const size = zip.readUInt32LE(entry + DIRECTORY_ENTRY.compressedSize);
      zip.writeUInt32LE(size + 40, entry + DIRECTORY_ENTRY.compressedSize);
      const { skipped } = (await read(zip)) as { skipped: unknown[] };
      assert.deepEqual(skipped, []);
    });

    for (const offset of [3, 0xffff_fff0]) {
      it(`tells one whose header is not where the zip says (${offset})`, async () => {
        const zip = bothZip();
        zip.writeUInt32LE(offset, locate(zip, PATH).entry + DIRECTORY_ENTRY.localHeader);
        assert.deepEqual(await read(zip), bothWith("", "unreadableFile"));
      });
    }

    it("tells one whose header would be behind all that a file can have", async () => {
      const extra = Buffer.alloc(8, 0xff);
      const zip = zipOf([PATH, TEXT, { extra: { 1: extra } }], [OTHER, OTHER_TEXT]);
      zip.writeUInt32LE(0xffff_ffff, locate(zip, PATH).entry + DIRECTORY_ENTRY.localHeader);
      assert.deepEqual(await read(zip), bothWith("", "unreadableFile"));
    });

    it("tells itself when its directory breaks off, and keeps what came before", async () => {
      const zip = zipOf([OTHER, OTHER_TEXT], [PATH, TEXT]);
      zip.write("XX", locate(zip, PATH).entry);
      assert.deepEqual(await read(zip), otherAnd([path, "unreadableFile"]));
    });
  });

  describe("that is larger than it may be", () => {
    it("tells each entry that would be too much, and its size", async () => {
      const maxBytes = TEXT.length + OTHER_TEXT.length - 1;
      const zip = zipOf([OTHER, OTHER_TEXT], [PATH, TEXT], [`a/${OTHER}`, OTHER_TEXT]);
      const { folders, problems } = await open(zip, { maxBytes });
      assert.deepEqual(
        folders.map(({ name }) => name),
        [FOLDER, `a/${FOLDER}`],
      );
      assert.deepEqual(problems, [{ file: PATH, reason: "oversizedEntry", length: TEXT.length }]);
      assert.equal(
        describeProblem(problems[0] ?? assert.fail(), english),
        `The file size is ${TEXT.length} bytes. At most ${MAX_BUNDLE_BYTES} bytes in total can be read from a support bundle.`,
      );
    });

    it("takes no more of the disk than it may, whatever its entries claim", async () => {
      const zip = zipOf([PATH, new Uint8Array(20_000_000)], [OTHER, OTHER_TEXT]);
      zip.writeUInt32LE(100_000, locate(zip, PATH).entry + DIRECTORY_ENTRY.size);
      const result = await read(zip, { maxBytes: 100_000 });
      const files = [[FOLDER, [NAME, "\0".repeat(100_000)]]];
      const skipped = [
        [PATH, "unreadableFile"],
        [OTHER, "oversizedEntry"],
      ];
      assert.deepEqual(result, { files, skipped });
    });

    it("tells entries that are too many, the first one by one", async () => {
      const names = Array.from({ length: 150 }, (_, index) => `telemetry-2026-03-01.${index + 1}`);
      const zip = zipOf(
        ...names.map((name): ZipFile => [`${FOLDER}/${name}.jsonl`, "", { level: 0 }]),
      );
      const { folders, problems, problemCounts } = await open(zip, { maxFiles: 20 });
      assert.equal(fs.readdirSync(folders[0]?.directory ?? "").length, 20);
      assert.deepEqual([problems.length, problemCounts.unreadFile], [100, 130]);
      assert.equal(problems[0]?.reason, "tooManyEntries");
    });
  });

  describe("that can't be read", () => {
    const whole = zipOf([PATH, TEXT]);
    const cases: [what: string, zip: Uint8Array][] = [
      ["nothing", new Uint8Array()],
      ["no zip", Buffer.from(TEXT)],
      ["cut off", whole.subarray(0, -END_BYTES - 1)],
      ["without its end", whole.subarray(0, -1)],
      ["an end alone, which says that there is more", Buffer.from(whole.subarray(-END_BYTES))],
      ["a zip64 with a directory that is nowhere", asZip64(whole, 2 ** 53)],
      ["a zip64 whose end is nowhere", asZip64(whole, 0, 2n ** 60n)],
    ];
    for (const [what, zip] of cases) {
      it(`is ${what}`, async () => {
        await fails("bundleUnreadable", zip);
      });
    }

    it("is not there", async () => {
      assert.match(await fails("bundleUnreadable"), /ENOENT/);
    });

    it("is a folder", async () => {
      fs.mkdirSync(path);
      await fails("bundleUnreadable");
    });

    it("is a FIFO", async () => {
      execFileSync("mkfifo", [path]);
      await fails("bundleUnreadable");
    });

    it("is one that one may not read", async () => {
      fs.writeFileSync(path, whole, { mode: 0 });
      for (const each of [folder, temporaryFolder]) fs.chmodSync(each, 0o777);
      const isRoot = process.geteuid?.() === 0;
      try {
        // Modes mean nothing to root.
        if (isRoot) process.seteuid?.(65_534);
        assert.match(await fails("bundleUnreadable"), /EACCES/);
      } finally {
        if (isRoot) process.seteuid?.(0);
      }
    });

    it("has no telemetry", async () => {
      await fails("bundleWithoutTelemetry", zipOf(["coder.log", "a log"]));
      await fails("bundleWithoutTelemetry", zipOf());
    });

    it("has no place to be unpacked to", async () => {
      fs.rmdirSync(temporaryFolder);
      fs.writeFileSync(path, whole);
      await assert.rejects(openSupportBundle(path, { temporaryFolder }), (error) => {
        assert.match(describeError(error, english), /could not be extracted: ENOENT/);
        return error instanceof ExportError && error.code === "bundleNotUnpacked";
      });
      fs.mkdirSync(temporaryFolder);
    });
  });

  describe("leaves nothing", () => {
    it("when it is closed, also twice, or has nothing to delete any more", async () => {
      const bundle = await open(whole());
      await bundle.close();
      assert.deepEqual(fs.readdirSync(temporaryFolder), []);
      await bundle.close();
    });

    it("when the process ends", () => {
      fs.writeFileSync(path, whole());
      const module = join(__dirname, "../../src/telemetry/export/supportBundle.js");
      const script = `require(${JSON.stringify(module)})
        .openSupportBundle(${JSON.stringify(path)}, { temporaryFolder: ${JSON.stringify(temporaryFolder)} })
        .then(({ folders }) => process.exit(folders.length));`;
      assert.equal(spawnSync(process.execPath, ["-e", script]).status, 1);
      assert.deepEqual(fs.readdirSync(temporaryFolder), []);
    });

    it("when it was aborted before", async () => {
      const reason = new Error("cancelled");
      const opening = open(whole(), { signal: AbortSignal.abort(reason) });
      await assert.rejects(opening, (error) => error === reason);
    });

    it("when it is aborted in the middle of an entry", async () => {
      const zip = zipOf([PATH, new Uint8Array(100_000_000), { level: 1 }]);
      const controller = new AbortController();
      const reason = new Error("cancelled");
      const opening = open(zip, { signal: controller.signal });
      const ended = assert.rejects(opening, (error) => error === reason);
      while (extractedBytes() === 0) {
        await sleep(1);
      }
      controller.abort(reason);
      await ended;
      // Deleting goes on when it takes long.
      while (fs.readdirSync(temporaryFolder).length > 0) {
        await sleep(5);
      }
    });

    it("of processes that were killed, but what is another's", async () => {
      const own = await temporaryName(fs);
      const named = (pid: number): string => own.replace(`-${process.pid}-`, `-${pid}-`);
      const dead = named(spawnSync(process.execPath, ["-e", ""]).pid);
      const others = [own, named(process.ppid), "notes.tmp"].sort();
      for (const each of [dead, ...others]) {
        fs.mkdirSync(join(temporaryFolder, each, "1"), { recursive: true });
        fs.writeFileSync(join(temporaryFolder, each, "1", NAME), TEXT);
      }
      await (await open(whole())).close();
      assert.deepEqual(fs.readdirSync(temporaryFolder).sort(), others);
      for (const each of others) fs.rmSync(join(temporaryFolder, each), { recursive: true });
    });

    const whole = (): Buffer => zipOf([PATH, TEXT]);
    const extractedBytes = (): number =>
      fs
        .readdirSync(temporaryFolder, { recursive: true, encoding: "utf8" })
        .filter((each) => each.endsWith(NAME))
        .reduce((sum, each) => sum + fs.statSync(join(temporaryFolder, each)).size, 0);
  });
});
