// What every command of a fresh clone needs first: the dependencies of the lock file, and a build.
// Plain JavaScript on Node's own modules, because it runs before anything is installed.
// It is silent on standard output, which belongs to the command that follows.
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

// npm writes node_modules/.package-lock.json last, so an older one means an install of another lock file.
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
    // npm is a .cmd file on Windows, which only a shell starts.
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
