import assert from "node:assert/strict";
import { readManifestFile, readSettings } from "../support/manifest";

describe("the manifest", () => {
  const manifest = readManifestFile();

  it("has the settings of the Coder extension as that has them, and its own under its own name", () => {
    const scopes = Object.entries(readSettings()).map(([name, { scope }]) => [name, scope]);
    assert.deepEqual(scopes, [
      // Without a scope: a trusted workspace may set them, which the code sees to.
      ["coder.telemetry.level", undefined],
      ["coder.telemetry.local", undefined],
      // No workspace decides what leaves the machine.
      ["coderTelemetry.export.identifiers", "application"],
    ]);
    for (const { tags } of Object.values(readSettings())) {
      assert.deepEqual(tags, ["telemetry"]);
    }
  });

  it("declares that the extension works in Restricted Mode and in virtual workspaces", () => {
    assert.deepEqual(manifest.capabilities, {
      untrustedWorkspaces: { supported: true },
      virtualWorkspaces: true,
    });
  });

  it("runs no script of its own when it is installed", () => {
    const hooks = ["preinstall", "install", "postinstall", "prepare"];
    assert.deepEqual(
      hooks.filter((hook) => hook in manifest.scripts),
      [],
    );
  });
});
