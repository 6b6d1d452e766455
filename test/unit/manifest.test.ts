import assert from "node:assert/strict";
import { languages, readTexts, sources } from "../../scripts/l10n";
import { readManifestFile, readSettings } from "../support/manifest";

describe("the manifest", () => {
  const manifest = readManifestFile();

  it("has the settings of the Coder extension as that has them, and its own under its own name", () => {
    const scopes = Object.entries(readSettings()).map(([name, { scope }]) => [name, scope]);
    assert.deepEqual(scopes, [
      // Without a scope: a trusted workspace may set them, which the code sees to.
      ["coder.telemetry.level", undefined],
      // No workspace decides what leaves the machine.
      ["coderTelemetry.export.identifiers", "application"],
      ["coder.telemetry.local", undefined],
    ]);
    for (const { tags } of Object.values(readSettings())) {
      assert.deepEqual(tags, ["telemetry"]);
    }
  });

  // The settings editor shows neither the description nor the minimum of a field.
  for (const language of ["en", ...languages]) {
    it(`describes each field of coder.telemetry.local with its default and minimum, in ${language}`, () => {
      const texts = readManifestTexts(language === "en" ? undefined : language);
      const lines = texts["configuration.local.description"]?.split("\n") ?? [];
      const fields = Object.entries(readSettings()["coder.telemetry.local"]?.properties ?? {});
      assert.equal(lines.filter((line) => line.startsWith("- ")).length, fields.length);
      for (const [field, rule] of fields) {
        const line = lines.find((each) => each.startsWith(`- \`${field}\`: `)) ?? "";
        assert.ok(line.includes(texts[`configuration.local.${field}.description`] ?? "?"), field);
        assert.deepEqual(line.match(/\d+/g)?.map(Number), [rule.default, rule.minimum], field);
      }
    });
  }

  for (const language of ["en", ...languages]) {
    it(`says that the level does not depend on VS Code's own, in ${language}`, () => {
      const texts = readManifestTexts(language === "en" ? undefined : language);
      assert.match(texts["configuration.level.description"] ?? "", /telemetry\.telemetryLevel/);
    });
  }

  it("declares that the extension works in Restricted Mode and in virtual workspaces", () => {
    assert.deepEqual(manifest.capabilities, {
      untrustedWorkspaces: { supported: true },
      virtualWorkspaces: true,
    });
  });

  // VS Code lists commands that nobody has used yet in the order of their titles, as the locale of the browser or the system sorts them.
  for (const language of ["en", ...languages]) {
    for (const hidden of ["export", "exportAll"]) {
      it(`has an export first in the Command Palette, in ${language}, where ${hidden} is hidden`, () => {
        const texts = readManifestTexts(language === "en" ? undefined : language);
        const found = Object.entries(readManifestTexts())
          .filter(([key, text]) => key.startsWith("command.") && /telemetry/i.test(text))
          .map(([key]) => key);
        for (const locale of ["en", language]) {
          const [first = ""] = found
            .filter((key) => key !== `command.${hidden}.title`)
            .sort((one, other) => (texts[one] ?? "").localeCompare(texts[other] ?? "", locale));
          assert.match(first, /^command\.export/, `${texts[first]} (${locale})`);
        }
      });
    }
  }

  it("runs no script of its own when it is installed", () => {
    const hooks = ["preinstall", "install", "postinstall", "prepare"];
    assert.deepEqual(
      hooks.filter((hook) => hook in manifest.scripts),
      [],
    );
  });
});

/** The texts of the manifest, in English or in another language. */
function readManifestTexts(language?: string): Record<string, string> {
  return readTexts(sources[1], language) as Record<string, string>;
}
