import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository's root. The compiled script is out/scripts/repository.js. */
export const repositoryRoot = join(__dirname, "..", "..");

/** A folder for files that can be reused later. Git ignores it. */
export const cacheDirectory = join(repositoryRoot, ".cache");

/** The fields of package.json that are used by scripts. */
export interface Manifest {
  publisher: string;
  name: string;
  version: string;
  contributes: { keybindings: { key: string; mac?: string }[] };
}

/** Reads a text file of the repository. */
export function readText(path: string): string {
  return readFileSync(join(repositoryRoot, path), "utf8");
}

/** Reads the manifest of the extension in `folder`. Default: this repository. */
export function readManifest(folder = repositoryRoot): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** The extension's ID in lower case, as in VS Code's paths. */
export function extensionId({ publisher, name }: Manifest): string {
  return `${publisher}.${name}`.toLowerCase();
}
