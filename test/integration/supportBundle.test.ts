import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import { openFileDestination } from "../../src/telemetry/export/destination/fileDestination";
import { exportEvents } from "../../src/telemetry/export/exportEvents";
import {
  BundlePlace,
  FOLDER,
  NAME,
  OTHER,
  OTHER_NAME,
  OTHER_TEXT,
  PATH,
  TEXT,
  bothZip,
  otherAnd,
} from "../support/bundlePlace";
import { formatOf } from "../support/telemetry";
import { DIRECTORY_ENTRY, type ZipFile, asZip64, locate, zipOf } from "../support/zips";

const GOLDEN = join(__dirname, "../../../test/golden/telemetry");

describe("a support bundle gives its telemetry", () => {
  const place = new BundlePlace();

  for (const level of [0, 6] as const) {
    it(level === 0 ? "stored" : "deflated", async () => {
      const result = await place.read(zipOf([PATH, TEXT, { level }], [OTHER, "", { level }]));
      const files = [[FOLDER, [NAME, TEXT], [OTHER_NAME, ""]]];
      assert.deepEqual(result, { files, skipped: [] });
    });
  }

  it("from zip to export as the unpacked folder does, to the byte", async () => {
    const files = fs
      .readdirSync(GOLDEN)
      .map((name): ZipFile => [`${FOLDER}/${name}`, fs.readFileSync(join(GOLDEN, name))]);
    const { folders } = await place.open(zipOf(["coder.log", "a log"], ...files));
    const exported = async (directory = ""): Promise<string> => {
      const destination = join(place.folder, "export.json");
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
    const result = await place.read(zipOf(...paths.map((each): ZipFile => [each, each])));
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
    assert.deepEqual(await place.read(zip), otherAnd());
  });

  for (const [what, mode] of [
    ["folder", 0o40755],
    ["FIFO", 0o10644],
  ] as const) {
    it(`and no ${what} of such a name`, async () => {
      const none: ZipFile = [PATH, "", { os: 3, attrs: mode << 16 }];
      assert.deepEqual(await place.read(zipOf(none, [OTHER, OTHER_TEXT])), otherAnd());
    });
  }

  it("of a zip64", async () => {
    const sizes = Buffer.alloc(16);
    sizes.writeBigUInt64LE(BigInt(TEXT.length));
    sizes.writeBigUInt64LE(BigInt(TEXT.length), 8);
    const zip = zipOf([PATH, TEXT, { level: 0, extra: { 1: sizes } }], [OTHER, OTHER_TEXT]);
    const { entry } = locate(zip, PATH);
    zip.fill(0xff, entry + DIRECTORY_ENTRY.compressedSize, entry + DIRECTORY_ENTRY.size + 4);
    const files = [[FOLDER, [NAME, TEXT], [OTHER_NAME, OTHER_TEXT]]];
    assert.deepEqual(await place.read(asZip64(zip)), { files, skipped: [] });
  });

  it("to folders and files for the user alone", async () => {
    const { folders } = await place.open(bothZip());
    const mode = (each: string): string => (fs.statSync(each).mode & 0o777).toString(8);
    const directory = folders[0]?.directory ?? "";
    const root = place.extracted()[0] ?? "";
    const modes = [join(place.temporaryFolder, root), directory, join(directory, NAME)].map(mode);
    assert.deepEqual(modes, ["700", "700", "600"]);
  });
});
