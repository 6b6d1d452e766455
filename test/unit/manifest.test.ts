import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Manifest {
  readonly capabilities: object;
  readonly contributes: {
    readonly configuration: { readonly properties: Record<string, { readonly scope?: string }> };
  };
  readonly scripts: Record<string, string>;
}

describe("the manifest", () => {
  const manifest = JSON.parse(
    readFileSync(join(__dirname, "../../../package.json"), "utf8"),
  ) as Manifest;

  it("lets no workspace decide what is recorded, or where it is read", () => {
    const { properties } = manifest.contributes.configuration;
    assert.ok(Object.keys(properties).length > 0);
    for (const [name, { scope }] of Object.entries(properties)) {
      assert.ok(name.startsWith("coder.telemetry."), name);
      assert.ok(scope === "application" || scope === "machine", `${name}: ${scope}`);
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
