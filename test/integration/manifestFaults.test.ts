import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import { openManifestDestination } from "../../src/telemetry/export/destination/manifestDestination";
import type { ExportOutcome } from "../../src/telemetry/export/exportEvents";
import { describeError } from "../../src/telemetry/export/messages/describeError";
import { english } from "../../src/telemetry/export/messages/l10n";
import type { FileSystem } from "../../src/telemetry/stored/fileSystem";
import { OLD, Place, ROWS } from "../support/place";
import { systemError, watchedFs } from "../support/watchedFs";

describe("an export with a manifest", () => {
  let place: Place;
  let manifest: string;
  let before: unknown;

  beforeEach(() => {
    place = new Place();
    manifest = join(place.home, "manifest.json");
    place.writeOld();
    before = place.state();
  });
  afterEach(() => {
    place.remove();
  });

  const exportWith = (used: FileSystem, signal?: AbortSignal): Promise<ExportOutcome> =>
    place.export({
      fs: used,
      signal,
      manifest: {
        exportName: "export",
        openDestination: () => openManifestDestination(used, manifest, place.destination, []),
      },
    });
  /** Calls `interfere` when the exported text is read back, or later for the manifest. */
  const interfered = (name: string, after: number, interfere: () => void): FileSystem => {
    let left = after;
    return watchedFs((call) => {
      if (call.name === name && call.path.endsWith(".tmp") && left-- === 0) {
        interfere();
      }
    });
  };

  it("fails as a whole when the text can't be read back for its SHA-256", async () => {
    const used = interfered("file.read", 0, () => {
      throw systemError("EIO", "read");
    });
    await assert.rejects(exportWith(used), (error) => {
      assert.match(describeError(error, english), /Nothing was saved to/);
      return true;
    });
    assert.deepEqual(place.state(), before);
  });

  it("can be cancelled while its SHA-256 is computed", async () => {
    const controller = new AbortController();
    const used = interfered("file.read", 0, () => {
      controller.abort();
    });
    assert.deepEqual(await exportWith(used, controller.signal), { kind: "cancelled" });
    assert.deepEqual(place.state(), before);
  });

  for (const [moment, name, after] of [
    ["opened", "open", 1],
    ["flushed", "file.sync", 1],
    ["renamed", "rename", 1],
  ] as const) {
    it(`is complete when its manifest can't be ${moment}, which leaves the old one`, async () => {
      fs.writeFileSync(manifest, OLD);
      const used = interfered(name, after, () => {
        throw systemError("ENOSPC", moment);
      });
      const outcome = await exportWith(used);
      assert.ok(outcome.kind === "exported");
      assert.match(
        describeError(outcome.manifestError, english),
        /^There is no space left on the disk\. Nothing was saved to .*manifest\.json\.$/,
      );
      const rows = JSON.parse(fs.readFileSync(place.destination, "utf8")) as unknown[];
      assert.equal(rows.length, ROWS.length);
      assert.equal(fs.readFileSync(manifest, "utf8"), OLD);
      assert.deepEqual(fs.readdirSync(place.home).sort(), ["export", "manifest.json"]);
    });
  }
});
