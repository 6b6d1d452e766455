import assert from "node:assert/strict";
import {
  BundlePlace,
  OTHER,
  OTHER_TEXT,
  PATH,
  TEXT,
  bothWith,
  bothZip,
  otherAnd,
} from "../support/bundlePlace";
import { DIRECTORY_ENTRY, locate, zipOf } from "../support/zips";

describe("a support bundle with an entry that is bad", () => {
  const place = new BundlePlace();

  it("tells one that is encrypted", async () => {
    const zip = bothZip();
    zip.writeUInt16LE(1, locate(zip, PATH).entry + DIRECTORY_ENTRY.flags);
    assert.deepEqual(await place.read(zip), otherAnd([PATH, "encryptedEntry"]));
  });

  it("tells one of an unknown compression", async () => {
    const zip = bothZip();
    zip.writeUInt16LE(93, locate(zip, PATH).entry + DIRECTORY_ENTRY.method);
    assert.deepEqual(await place.read(zip), otherAnd([PATH, "unknownCompression"]));
  });

  it("tells its reason when that leaves nothing", async () => {
    const zip = zipOf([PATH, TEXT]);
    zip.writeUInt16LE(1, locate(zip, PATH).entry + DIRECTORY_ENTRY.flags);
    assert.deepEqual(await place.read(zip), { files: [], skipped: [[PATH, "encryptedEntry"]] });
  });

  for (const level of [0, 6] as const) {
    it(`keeps one with another checksum, and tells it (level ${level})`, async () => {
      const zip = bothZip({ level });
      zip.writeUInt32LE(0, locate(zip, PATH).entry + DIRECTORY_ENTRY.checksum);
      assert.deepEqual(await place.read(zip), bothWith(TEXT, "checksumMismatch"));
    });

    it(`keeps no more than the size that it claims (level ${level})`, async () => {
      const zip = bothZip({ level });
      zip.writeUInt32LE(1000, locate(zip, PATH).entry + DIRECTORY_ENTRY.size);
      assert.deepEqual(await place.read(zip), bothWith(TEXT.slice(0, 1000), "unreadableFile"));
    });

    it(`keeps all of one that is shorter than it claims (level ${level})`, async () => {
      const zip = bothZip({ level });
      zip.writeUInt32LE(TEXT.length + 1, locate(zip, PATH).entry + DIRECTORY_ENTRY.size);
      assert.deepEqual(await place.read(zip), bothWith(TEXT, "unreadableFile"));
    });
  }

  it("tells a change of one byte that is stored", async () => {
    const zip = bothZip({ level: 0 });
    const { data } = locate(zip, PATH);
    zip.write("E", data + TEXT.indexOf("event 100"));
    assert.deepEqual(
      await place.read(zip),
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
    const { files, skipped } = await place.read(zip);
    assert.deepEqual(skipped, [[PATH, "unreadableFile"]]);
    const kept = files[0]?.[1]?.[1] ?? "";
    let same = 0;
    while (kept[same] === TEXT[same]) same++;
    assert.ok(same > TEXT.length / 3 && same < (TEXT.length * 2) / 3, `${same} of ${TEXT.length}`);
  }

  it("does not care for what comes behind the end of the deflated data", async () => {
    const zip = bothZip();
    const { entry } = locate(zip, PATH);
    const size = zip.readUInt32LE(entry + DIRECTORY_ENTRY.compressedSize);
    zip.writeUInt32LE(size + 40, entry + DIRECTORY_ENTRY.compressedSize);
    const { skipped } = await place.read(zip);
    assert.deepEqual(skipped, []);
  });

  for (const offset of [3, 0xffff_fff0]) {
    it(`tells one whose header is not where the zip says (${offset})`, async () => {
      const zip = bothZip();
      zip.writeUInt32LE(offset, locate(zip, PATH).entry + DIRECTORY_ENTRY.localHeader);
      assert.deepEqual(await place.read(zip), bothWith("", "unreadableFile"));
    });
  }

  it("tells one whose header would be behind all that a file can have", async () => {
    const extra = Buffer.alloc(8, 0xff);
    const zip = zipOf([PATH, TEXT, { extra: { 1: extra } }], [OTHER, OTHER_TEXT]);
    zip.writeUInt32LE(0xffff_ffff, locate(zip, PATH).entry + DIRECTORY_ENTRY.localHeader);
    assert.deepEqual(await place.read(zip), bothWith("", "unreadableFile"));
  });

  it("tells itself when its directory breaks off, and keeps what came before", async () => {
    const zip = zipOf([OTHER, OTHER_TEXT], [PATH, TEXT]);
    zip.write("XX", locate(zip, PATH).entry);
    assert.deepEqual(await place.read(zip), otherAnd([place.path, "unreadableFile"]));
  });
});
