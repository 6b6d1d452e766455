import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Returns the path of the first of these commands that is in a folder of PATH. */
export function findOnPath(commands: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  return commands
    .flatMap((command) => endings.map((ending) => command + ending))
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
}
