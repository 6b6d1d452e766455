// `npm run l10n`: collects what is to be translated, and lists what is not translated yet.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getL10nJson, type l10nJsonFormat } from "@vscode/l10n-dev";
import { repositoryRoot } from "./repository";

/** The languages that there are translations for, as VS Code names them. */
export const languages = ["de", "ja", "zh-cn"] as const;

/** What the code says and what the manifest says: the names of their files, up to the language. */
export const sources = [join("l10n", "bundle.l10n"), "package.nls"] as const;

// The extractor finds `l10n.t` only where `l10n` is imported from VS Code; the core takes it as an argument.
const IMPORT = 'import type { l10n } from "vscode";\n';

/** Every text in src/ that is handed to `l10n.t`, as l10n/bundle.l10n.json holds it. */
export async function extractTexts(): Promise<l10nJsonFormat> {
  const directory = join(repositoryRoot, "src");
  const files = readdirSync(directory, { encoding: "utf8", recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .sort();
  return getL10nJson(
    files.map((name) => ({
      extension: ".ts",
      contents: IMPORT + readFileSync(join(directory, name), "utf8"),
    })),
  );
}

/** The texts of one of the `sources`: in English, or translated into `language`. */
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

/** Brings the translation to the keys and the order of the English texts; what is missing is empty, and returned. */
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
