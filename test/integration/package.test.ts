import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { languages } from "../../scripts/l10n";
import { createVsix } from "../../scripts/package";
import { readManifest } from "../../scripts/repository";

describe("the VSIX", () => {
  let vsix: Uint8Array;
  let files: Record<string, Uint8Array>;
  before(() => {
    vsix = createVsix();
    files = unzipSync(vsix);
  });

  const text = (path: string): string => strFromU8(files[path] ?? assert.fail(`no ${path}`));

  it("holds what runs, and nothing else", () => {
    assert.deepEqual(
      Object.keys(files).sort(),
      [
        "[Content_Types].xml",
        "extension.vsixmanifest",
        "extension/LICENSE.txt",
        "extension/changelog.md",
        "extension/dist/extension.js",
        "extension/dist/telemetry/export/command.js",
        "extension/dist/telemetry/export/document/worker.js",
        "extension/dist/telemetry/protect/protectText.js",
        "extension/dist/telemetry/sources/supportBundle/zip.js",
        "extension/dist/telemetry/view/command.js",
        "extension/dist/telemetry/view/index/worker.js",
        "extension/dist/telemetry/view/page/main.css",
        "extension/dist/telemetry/view/page/main.js",
        "extension/l10n/bundle.l10n.json",
        ...languages.map((language) => `extension/l10n/bundle.l10n.${language}.json`),
        "extension/media/icon.png",
        ...["collector", "export", "recorded"].map(
          (step) => `extension/media/walkthrough/${step}.svg`,
        ),
        "extension/package.json",
        "extension/package.nls.json",
        ...languages.map((language) => `extension/package.nls.${language}.json`),
        "extension/readme.md",
      ].sort(),
    );
  });

  it("has at most 300 KB", () => {
    assert.ok(vsix.length <= 300_000, `${vsix.length} bytes`);
  });

  const bundles: [path: string, others: string[]][] = [
    ["extension.js", ["./telemetry/export/command.js", "./telemetry/view/command.js"]],
    [
      "telemetry/export/command.js",
      ["../protect/protectText.js", "../sources/supportBundle/zip.js"],
    ],
    ["telemetry/protect/protectText.js", []],
    ["telemetry/sources/supportBundle/zip.js", []],
    ["telemetry/export/document/worker.js", ["../../protect/protectText.js"]],
    ["telemetry/view/command.js", ["../sources/supportBundle/zip.js"]],
    ["telemetry/view/index/worker.js", ["../../protect/protectText.js"]],
    ["telemetry/view/page/main.js", []],
  ];
  for (const [path, others] of bundles) {
    it(`has a minified ${path} that needs VS Code, Node.js and what is packed alone`, () => {
      const bundle = text(`extension/dist/${path}`);
      const required = new Set(
        [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name),
      );
      assert.deepEqual(
        [...required].filter((name) => name !== "vscode" && !name?.startsWith("node:")).sort(),
        others,
      );
      assert.ok(bundle.split("\n").length < 50, "It is not minified.");
      assert.doesNotMatch(bundle, /sourceMappingURL/);
    });
  }

  it("has a media type for each of its files", () => {
    const types = text("[Content_Types].xml");
    for (const path of Object.keys(files).filter((name) => name !== "[Content_Types].xml")) {
      const extension = path.slice(path.lastIndexOf("."));
      assert.ok(types.includes(`Extension="${extension}"`), path);
    }
  });

  it("names in its manifest only files that it holds, and no untranslated text", () => {
    const manifest = text("extension.vsixmanifest");
    const assets = [...manifest.matchAll(/ Path="([^"]+)"/g)].map(([, path]) => path ?? "");
    assert.equal(assets.length, 5);
    assert.deepEqual(
      assets.filter((path) => !(path in files)),
      [],
    );
    assert.match(manifest, new RegExp(` Version="${readManifest().version}" Publisher="coder"/>`));
    assert.doesNotMatch(manifest, /%|undefined|\[object/);
  });

  it("has a README whose links lead out of it", () => {
    const links = [...text("extension/readme.md").matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => to);
    assert.ok(links.length > 0);
    assert.deepEqual(
      links.filter((to) => !/^(?:https:|#)/.test(to ?? "")),
      [],
    );
  });

  it("can have another version", () => {
    const previous = unzipSync(createVsix("0.0.9"));
    const manifest = strFromU8(previous["extension/package.json"] ?? new Uint8Array());
    assert.equal((JSON.parse(manifest) as { version: string }).version, "0.0.9");
  });
});
