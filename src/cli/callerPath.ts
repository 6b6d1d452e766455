import { resolve, sep } from "node:path";

/**
 * Resolves a path that was given to an npm script. npm runs it in the package's folder, but a relative
 * path is meant from where the command was typed. A slash at the end, which stands for a folder, stays.
 */
export function callerPath(path: string, script: string): string {
  const isNpmRun = process.env["npm_lifecycle_event"] === script;
  const resolved = resolve((isNpmRun ? process.env["INIT_CWD"] : undefined) ?? ".", path);
  return path.endsWith("/") && !resolved.endsWith(sep) ? resolved + sep : resolved;
}
