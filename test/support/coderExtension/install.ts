// Creates stand-ins for the Coder extension that VS Code can run, as an unpacked folder or a VSIX.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { type StandInOptions, standInManifest } from "./manifest";

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/></svg>';

/** Writes a stand-in to a new folder in `parent` and returns the folder's path. */
export async function unpackStandIn(parent: string, options?: StandInOptions): Promise<string> {
  const { publisher, name, version } = standInManifest(options);
  const folder = join(parent, `${publisher}.${name}-${version}`);
  await mkdir(folder, { recursive: true });
  for (const [path, text] of Object.entries(await files(options))) {
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/** Writes a stand-in as a VSIX to the folder `parent` and returns its path. */
export async function packStandIn(parent: string, options?: StandInOptions): Promise<string> {
  const { publisher, name, version } = standInManifest(options);
  const packed = Object.entries(await files(options)).map(([path, text]) => [
    `extension/${path}`,
    strToU8(text),
  ]);
  const file = join(parent, `${publisher}.${name}-${version}.vsix`);
  await writeFile(file, zipSync(Object.fromEntries(packed) as Record<string, Uint8Array>));
  return file;
}

/** Returns the files of a stand-in, by path. */
async function files(options?: StandInOptions): Promise<Record<string, string>> {
  return {
    "package.json": JSON.stringify(standInManifest(options)),
    "main.js": await readFile(join(__dirname, "main.js"), "utf8"),
    "icon.svg": ICON,
  };
}
