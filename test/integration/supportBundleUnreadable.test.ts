import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { describeError } from "../../src/telemetry/export/messages/describeError";
import { english } from "../../src/telemetry/export/messages/l10n";
import { SourceError } from "../../src/telemetry/sources/sourceError";
import { openSupportBundle } from "../../src/telemetry/sources/supportBundle";
import { BundlePlace, PATH, TEXT } from "../support/bundlePlace";
import { END_BYTES, asZip64, zipOf } from "../support/zips";

describe("a support bundle that can't be read", () => {
  const place = new BundlePlace();

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
      await place.fails("bundleUnreadable", zip);
    });
  }

  it("is not there", async () => {
    assert.match(await place.fails("bundleUnreadable"), /ENOENT/);
  });

  it("is a folder", async () => {
    fs.mkdirSync(place.path);
    await place.fails("bundleUnreadable");
  });

  it("is a FIFO", async () => {
    execFileSync("mkfifo", [place.path]);
    await place.fails("bundleUnreadable");
  });

  it("is one that one may not read", async () => {
    fs.writeFileSync(place.path, whole, { mode: 0 });
    for (const each of [place.folder, place.temporaryFolder]) fs.chmodSync(each, 0o777);
    const isRoot = process.geteuid?.() === 0;
    try {
      // Modes mean nothing to root.
      if (isRoot) process.seteuid?.(65_534);
      assert.match(await place.fails("bundleUnreadable"), /EACCES/);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  it("has no telemetry", async () => {
    await place.fails("bundleWithoutTelemetry", zipOf(["coder.log", "a log"]));
    await place.fails("bundleWithoutTelemetry", zipOf());
  });

  it("has no place to be unpacked to", async () => {
    fs.rmdirSync(place.temporaryFolder);
    fs.writeFileSync(place.path, whole);
    await assert.rejects(
      openSupportBundle(place.path, { temporaryFolder: place.temporaryFolder }),
      (error) => {
        assert.match(describeError(error, english), /could not be extracted: ENOENT/);
        return error instanceof SourceError && error.code === "bundleNotUnpacked";
      },
    );
    fs.mkdirSync(place.temporaryFolder);
  });
});
