// `npm run l10n`: collects the texts to translate and lists those without a translation.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getL10nJson, type l10nJsonFormat } from "@vscode/l10n-dev";
import { repositoryRoot } from "./repository";

/** The languages with translations, as named by VS Code. */
export const languages = ["de", "ja", "zh-cn"] as const;

/** The start of the file names of texts in the code and in the manifest. */
export const sources = [join("l10n", "bundle.l10n"), "package.nls"] as const;

// The extractor only finds `l10n.t` in files that import `l10n` from VS Code. Modules that don't
// depend on VS Code receive it as a parameter, so this import is added for the extractor.
const IMPORT = 'import type { l10n } from "vscode";\n';

/**
 * Returns all texts in src/ that are passed to `l10n.t`, in the format of l10n/bundle.l10n.json.
 */
export async function extractTexts(): Promise<l10nJsonFormat> {
  const directory = join(repositoryRoot, "src");
  const files = readdirSync(directory, { encoding: "utf8", recursive: true })
    .filter((name) => /\.tsx?$/.test(name))
    .sort();
  const texts = files
    .map((name) => readFileSync(join(directory, name), "utf8"))
    .filter((text) => text.includes("l10n.t("));
  // The extractor takes up to 0.3 s for each text, however short, so it gets those of all files as one. It reads .ts as .tsx,
  // but for type assertions like `<string>value`, which a lint rule forbids.
  return getL10nJson([{ extension: ".tsx", contents: [IMPORT, ...texts].join("\n") }]);
}

/** Returns the texts of one of the `sources`, in English or in `language`. */
export function readTexts(source: string, language?: string): l10nJsonFormat {
  return JSON.parse(readFileSync(textFile(source, language), "utf8")) as l10nJsonFormat;
}

function textFile(source: string, language?: string): string {
  const name = [source, language, "json"].filter((part) => part !== undefined).join(".");
  return join(repositoryRoot, name);
}

function writeTexts(file: string, texts: l10nJsonFormat): void {
  writeFileSync(file, `${JSON.stringify(texts, undefined, 2)}\n`);
}

/**
 * Updates a translation to the keys and order of the English texts. New keys get an empty text.
 * Returns the keys without a translation.
 */
function updateTranslation(source: string, language: string): string[] {
  const file = textFile(source, language);
  const old = existsSync(file) ? readTexts(source, language) : {};
  const keys = Object.keys(readTexts(source));
  writeTexts(file, Object.fromEntries(keys.map((key) => [key, old[key] ?? ""])));
  return keys.filter((key) => !old[key]);
}

async function main(): Promise<void> {
  writeTexts(textFile(sources[0]), await extractTexts());
  for (const language of languages) {
    for (const source of sources) {
      const missing = updateTranslation(source, language);
      const count = missing.length === 0 ? "complete" : `${missing.length} missing`;
      console.log(`${source}.${language}.json: ${count}`);
      for (const key of missing) {
        console.log(`  ${JSON.stringify(key)}`);
      }
    }
  }
}

if (require.main === module) {
  void main();
}
