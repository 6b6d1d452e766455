import assert from "node:assert/strict";
import * as fs from "node:fs";
import {
  BundlePlace,
  FOLDER,
  NAME,
  OTHER,
  OTHER_NAME,
  OTHER_TEXT,
  PATH,
  TEXT,
  otherAnd,
} from "../support/bundlePlace";
import { type ZipFile, renamed, zipOf } from "../support/zips";

describe("a support bundle with paths that no disk should see", () => {
  const place = new BundlePlace();

  const hostile = [
    `../../${PATH}`,
    `/${PATH}`,
    `C:/${PATH}`,
    `${"a".repeat(300)}/../${PATH}`,
    `nul\0/${PATH}`,
  ];
  for (const each of hostile) {
    it(`reads ${JSON.stringify(each.slice(-70))}, and writes only to its own folder`, async () => {
      const before = fs.readdirSync(place.folder).length;
      const shown = each.replace("\0", "\u{fffd}").slice(0, -NAME.length - 1);
      const result = await place.read(zipOf([each, TEXT], [OTHER, OTHER_TEXT]));
      const other = [FOLDER, [OTHER_NAME, OTHER_TEXT]];
      assert.deepEqual(result, { files: [[shown, [NAME, TEXT]], other], skipped: [] });
      assert.equal(fs.readdirSync(place.folder).length, before + 1);
    });
  }

  it("reads a name that not every disk takes under one that does", async () => {
    const [odd, long] = [`a:b*\u{1f600}`, "x".repeat(400)];
    const files = [odd, long].map((session): ZipFile => [
      `${FOLDER}/telemetry-2026-03-01-${session}.jsonl`,
      session,
    ]);
    const result = await place.read(zipOf(...files));
    const stored = [
      ["telemetry-2026-03-01-a_b___.jsonl", odd],
      [`telemetry-2026-03-01-${"x".repeat(64)}.jsonl`, long],
    ];
    assert.deepEqual(result, { files: [[FOLDER, ...stored]], skipped: [] });
  });

  it("reads those that Windows has written with backslashes", async () => {
    const result = await place.read(zipOf([PATH.replaceAll("/", "\\"), TEXT]));
    assert.deepEqual(result, { files: [[FOLDER, [NAME, TEXT]]], skipped: [] });
  });

  it("reads those that are no UTF-8, and shows nothing that would fake other text", async () => {
    const zip = zipOf([`\u202e\x1b[2Jé/${PATH}`, TEXT]);
    const bad = renamed(zip, Buffer.from("é"), Buffer.from([0xff, 0xfe]));
    const name = `\u{fffd}\u{fffd}[2J\u{fffd}\u{fffd}/${FOLDER}`;
    assert.deepEqual(await place.read(bad), { files: [[name, [NAME, TEXT]]], skipped: [] });
  });

  it("tells a symbolic link, which it does not follow", async () => {
    const link: ZipFile = [PATH, "/etc/passwd", { os: 3, attrs: 0o120777 << 16 }];
    const result = await place.read(zipOf(link, [OTHER, OTHER_TEXT]));
    assert.deepEqual(result, otherAnd([PATH, "unreadableFile"]));
  });

  it("keeps all entries of the same place.path, or of one that differs in case alone", async () => {
    const second = PATH.replace("aaaaaaaa", "aaaaaaab");
    const upper = PATH.replace("aaaaaaaa", "AAAAAAAA");
    const zip = renamed(zipOf([PATH, "1"], [second, "2"], [upper, "3"]), second, PATH);
    const files = [
      [FOLDER, [NAME, "1"]],
      [FOLDER, [NAME, "2"]],
      [FOLDER, [NAME.replace("aaaaaaaa", "AAAAAAAA"), "3"]],
    ];
    assert.deepEqual(await place.read(zip), { files, skipped: [] });
  });
});
