import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { extractTexts, languages, readTexts, sources } from "../../scripts/l10n";
import { repositoryRoot } from "../../scripts/repository";

const HINT = '"npm run l10n" brings the files up to date and lists what is missing.';

describe("the texts", () => {
  it("of the code are those of l10n/bundle.l10n.json", async () => {
    assert.deepEqual(readTexts(sources[0]), await extractTexts(), HINT);
  });

  it("of the manifest are those of package.nls.json", () => {
    const manifest = readFileSync(join(repositoryRoot, "package.json"), "utf8");
    const used = [...manifest.matchAll(/"%(.+?)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(readTexts(sources[1])).sort());
  });

  it("are translated into the languages that are tested here, and no others", () => {
    const files = [...readdirSync(join(repositoryRoot, "l10n")), ...readdirSync(repositoryRoot)];
    const found = files
      .map((name) => /^(?:bundle\.l10n|package\.nls)\.(.+)\.json$/.exec(name)?.[1])
      .filter((language) => language !== undefined);
    assert.deepEqual([...new Set(found)].sort(), [...languages]);
  });

  for (const language of languages) {
    it(`are the same in the Command Palette and in the menu in ${language}`, () => {
      const bundle = readTexts(sources[0], language);
      const manifest = readTexts(sources[1], language);
      const shared = Object.entries(readTexts(sources[1])).flatMap(([key, text]) =>
        typeof text === "string" && text in bundle ? [[manifest[key], bundle[text]]] : [],
      );
      assert.ok(shared.length > 3, `${shared.length} texts`);
      for (const [inPalette, inMenu] of shared) {
        assert.equal(inPalette, inMenu);
      }
    });

    for (const source of sources) {
      describe(`of ${source}.json in ${language}`, () => {
        it("are all there, and no others", () => {
          const keys = Object.keys(readTexts(source, language));
          assert.deepEqual(keys, Object.keys(readTexts(source)), HINT);
        });

        it("say something, with the same placeholders and icons", () => {
          const english = readTexts(source);
          for (const [key, translation] of Object.entries(readTexts(source, language))) {
            assert.ok(translation, `${key} is not translated.`);
            assert.deepEqual(marks(translation), marks(english[key]), key);
          }
        });
      });
    }
  }
});

/** What a text has in common with its translations: `{0}`, `$(icon)`, `code`. */
function marks(text: unknown): string[] {
  const { message } = typeof text === "string" ? { message: text } : (text as { message: string });
  return (message.match(/\{\d+\}|\$\([a-z-]+\)|`[^`]+`/g) ?? []).sort();
}
