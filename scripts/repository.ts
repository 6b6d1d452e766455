import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Compiled, this file is out/scripts/repository.js. */
export const repositoryRoot = join(__dirname, "..", "..");

/** What git ignores, and a command may find again the next time. */
export const cacheDirectory = join(repositoryRoot, ".cache");

/** What the scripts read of package.json. */
export interface Manifest {
  publisher: string;
  name: string;
  version: string;
  contributes: { keybindings: { key: string; mac?: string }[] };
}

/** The manifest of the extension in `folder`: by default of this one. */
export function readManifest(folder = repositoryRoot): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** The identifier of the extension, as VS Code writes it in paths. */
export function extensionId({ publisher, name }: Manifest): string {
  return `${publisher}.${name}`.toLowerCase();
}
