import assert from "node:assert/strict";
import type { Viewer } from "../../../src/telemetry/view/index/viewer";
import { jsonl, row } from "../../support/rows";
import { namesOf, openViewer } from "../../support/viewer";

const FILE = "telemetry-2026-03-01-aaaaaaaa.jsonl";

const viewerOf = async (content: string | Buffer): Promise<Viewer> =>
  (await openViewer({ [FILE]: content })).viewer;

const noted = (event_name: string, note: string): object =>
  row({ event_name, properties: { note } });

describe("a search for text", () => {
  for (const [what, note, text] of [
    ["in another letter case", "Connection REFUSED", "refused"],
    ["that is not ASCII", "ZÜRICH, größer", "zürich"],
    ["that is ASCII beside text that is not", "größer KAPUTT 日本語", "kaputt"],
    ["with a character that becomes ASCII in lower case", "\u212Aelvin", "kelvin"],
    ["with one that becomes several", "\u0130stanbul", "i\u0307stanbul"],
    ["that ends with a sigma", "ΟΔΟΣ", "οδος"],
    ["that reading escapes", "a\u2028b", "a\\u2028b"],
  ] as const) {
    it(`finds one ${what}`, async () => {
      const viewer = await viewerOf(jsonl(noted("a", "x"), noted("b", note), noted("c", "x")));
      assert.deepEqual(await namesOf(viewer, { text }), ["b"]);
      assert.deepEqual(await namesOf(viewer, { text: text.toUpperCase() }), ["b"]);
    });
  }

  it("finds only two characters that become ASCII in lower case", () => {
    const all = Array.from({ length: 0x110000 - 0x80 }, (_, index) =>
      String.fromCodePoint(index + 0x80),
    );
    const found = all.filter((each) => /[\0-\x7f]/.test(each.toLowerCase()));
    assert.deepEqual(found, ["\u0130", "\u212A"]);
  });

  for (const [what, lineEnd] of [
    ["newlines", "\n"],
    ["carriage returns and newlines", "\r\n"],
    ["carriage returns", "\r"],
  ] as const) {
    // Chunks have 65,536 bytes. The second line length puts the end of one behind a carriage return.
    for (const length of [1000, 65_535, 65_536, 200_000]) {
      it(`numbers lines that end with ${what}, after one of ${length} bytes`, async () => {
        const note = "x".repeat(length - JSON.stringify(noted("long", "")).length);
        const rows = [noted("long", note), noted("a", "?"), noted("b", "here"), noted("c", "?")];
        const text = rows.map((each) => JSON.stringify(each)).join(lineEnd);
        for (const content of [text, text + lineEnd]) {
          const viewer = await viewerOf(content);
          assert.deepEqual(await namesOf(viewer, { text: "here" }), ["b"]);
          assert.deepEqual(await namesOf(viewer, { text: "event_name" }), ["long", "a", "b", "c"]);
        }
      });
    }
  }

  it("counts a line that is too long as one", async () => {
    const tooLong = "x".repeat(17 * 1024 * 1024);
    const viewer = await viewerOf(`${tooLong}\n${jsonl(noted("a", "?"), noted("b", "here"))}`);
    assert.deepEqual(await namesOf(viewer, { text: "here" }), ["b"]);
  });

  it("finds what stands beside bytes that are not UTF-8", async () => {
    const content = Buffer.from(
      jsonl(noted("a", "x~y here"), noted("b", "?")).replace("~", "\xe2"),
      "latin1",
    );
    assert.deepEqual(await namesOf(await viewerOf(content), { text: "y here" }), ["a"]);
  });
});
