import assert from "node:assert/strict";
import * as fs from "node:fs";
import { describeProblem } from "../../src/telemetry/export/messages/describeProblem";
import { english } from "../../src/telemetry/export/messages/l10n";
import { MAX_BUNDLE_BYTES } from "../../src/telemetry/sources/supportBundle/limits";
import { BundlePlace, FOLDER, NAME, OTHER, OTHER_TEXT, PATH, TEXT } from "../support/bundlePlace";
import { DIRECTORY_ENTRY, type ZipFile, locate, zipOf } from "../support/zips";

describe("a support bundle that is larger than it may be", () => {
  const place = new BundlePlace();

  it("tells each entry that would be too much, and its size", async () => {
    const maxBytes = TEXT.length + OTHER_TEXT.length - 1;
    const zip = zipOf([OTHER, OTHER_TEXT], [PATH, TEXT], [`a/${OTHER}`, OTHER_TEXT]);
    const { folders, problems } = await place.open(zip, { maxBytes });
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
    const result = await place.read(zip, { maxBytes: 100_000 });
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
    const { folders, problems, problemCounts } = await place.open(zip, { maxFiles: 20 });
    assert.equal(fs.readdirSync(folders[0]?.directory ?? "").length, 20);
    assert.deepEqual([problems.length, problemCounts.unreadFile], [100, 130]);
    assert.equal(problems[0]?.reason, "tooManyEntries");
  });
});
