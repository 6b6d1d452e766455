// Prepares a fresh clone for other commands: installs the dependencies in the lock file and builds.
// Written in JavaScript with only Node.js modules, because it runs before anything is installed.
// Writes nothing to standard output, which is reserved for the command that follows.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 20)) {
  fail(`Coder Telemetry needs Node.js 20.20 or newer; this is ${process.version}.`);
}

if (!isInstalled()) {
  run("npm", ["ci", "--no-audit", "--loglevel", "error"]);
}
run(process.execPath, ["esbuild.mjs"]);

// npm writes node_modules/.package-lock.json at the end of an installation
// (https://docs.npmjs.com/cli/configuring-npm/package-lock-json#hidden-lockfiles). If it is older
// than the lock file, the installation is outdated.
function isInstalled() {
  const installed = join(root, "node_modules", ".package-lock.json");
  return (
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs
  );
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", process.stderr, process.stderr],
    // On Windows, npm is a .cmd file, which requires a shell
    // (https://nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows).
    shell: process.platform === "win32" && command === "npm",
  });
  if (status !== 0) {
    fail(`"${command} ${args.join(" ")}" failed${error ? `: ${error.message}` : ""}.`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
