// VS Code and the extension in qps-ploc, a language whose texts are English with other letters: Ŧḗḗŀḗḗḿḗḗŧřẏ. In it, a text
// that shows an English letter is one that nobody can translate.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { getL10nPseudoLocalized } from "@vscode/l10n-dev";
import { installVSCodeServer } from "../../scripts/installVSCodeServer";
import { readTexts, sources } from "../../scripts/l10n";
import { extensionId, readManifest } from "../../scripts/repository";
import { extensionsDirectory } from "../../scripts/serverData";
import type { WorkbenchDirectories } from "./workbench";

const PSEUDO_LANGUAGE = "qps-ploc";

/** What a text is in the pseudo-language. */
export function pseudo(text: string): string {
  const { translated } = getL10nPseudoLocalized({ translated: text });
  return translated as string;
}

/** The words with English letters. */
export function englishWords(text: string): string[] {
  return text.match(/\p{Script=Latin}*[A-Za-z]\p{Script=Latin}*/gu) ?? [];
}

/** Makes it the display language, with a language pack for VS Code itself as its server keeps one. */
export async function usePseudoLanguage({ dataDir }: WorkbenchDirectories): Promise<void> {
  const userDataDir = join(dataDir, "data");
  const file = join(userDataDir, "pseudo.i18n.json");
  await mkdir(join(userDataDir, "User"), { recursive: true });
  await writeFile(file, JSON.stringify({ contents: await workbenchTexts() }));
  const pack = {
    hash: "pseudo",
    label: "Pseudo",
    extensions: [{ extensionIdentifier: { id: "coder.pseudo" }, version: "1.0.0" }],
    translations: { vscode: file },
  };
  await writeFile(
    join(userDataDir, "languagepacks.json"),
    JSON.stringify({ [PSEUDO_LANGUAGE]: pack }),
  );
  await writeFile(
    join(userDataDir, "User", "argv.json"),
    JSON.stringify({ locale: PSEUDO_LANGUAGE }),
  );
}

/** All texts of the workbench by module and key, in the pseudo-language. */
async function workbenchTexts(): Promise<Record<string, Record<string, string>>> {
  const directory = dirname((await installVSCodeServer()).main);
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(directory, name), "utf8"));
  const modules = (await read("nls.keys.json")) as [module: string, keys: string[]][];
  // The texts stand in the order of their keys, module by module.
  const texts = ((await read("nls.messages.json")) as string[]).values();
  return Object.fromEntries(
    modules.map(([module, keys]) => {
      const english = Object.fromEntries(keys.map((key) => [key, texts.next().value ?? ""]));
      return [module, getL10nPseudoLocalized(english) as Record<string, string>];
    }),
  );
}

/** Adds the pseudo-language to the installed extension. */
export async function addPseudoTranslations({ dataDir }: WorkbenchDirectories): Promise<void> {
  const manifest = readManifest();
  const folder = `${extensionId(manifest)}-${manifest.version}`;
  for (const source of sources) {
    await writeFile(
      join(extensionsDirectory(dataDir), folder, `${source}.${PSEUDO_LANGUAGE}.json`),
      JSON.stringify(getL10nPseudoLocalized(readTexts(source))),
    );
  }
}
