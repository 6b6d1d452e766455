import { resolve } from "node:path";

/**
 * Resolves a path that was given to an npm script. npm runs it in the package's folder, but a relative
 * path is meant from where the command was typed.
 */
export function callerPath(path: string, script: string): string {
  const isNpmRun = process.env["npm_lifecycle_event"] === script;
  return resolve((isNpmRun ? process.env["INIT_CWD"] : undefined) ?? ".", path);
}
