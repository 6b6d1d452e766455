// Builds two trees: dist/, the bundles, and out/, every module by itself for the tests and scripts.
// Flags: --production (only out/production/, what ships, minified), --watch (rebuild on change).
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { context } from "esbuild";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

/** @type {import("esbuild").BuildOptions} */
const common = {
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "warning",
  // VS Code hands out its API through require() alone, also to what is loaded when it is first needed.
  supported: { "dynamic-import": false },
};

// What the extension loads when it first needs it is a bundle of its own, and lies in dist/ as in src/.
const loadedLater = ["./telemetry/export/command.js", "./supportBundle/zip.js"];
const shipped = [
  "src/extension.ts",
  "src/telemetry/export/command.ts",
  "src/telemetry/export/supportBundle/zip.ts",
  // What the threads of an export run.
  "src/telemetry/export/document/worker.ts",
];

/** @type {import("esbuild").BuildOptions} */
const bundles = {
  ...common,
  entryPoints: shipped,
  outdir: production ? "out/production" : "dist",
  outbase: "src",
  bundle: true,
  external: ["vscode", ...loadedLater],
  // As our own code names them: what dependencies load is seen to be Node's.
  alias: Object.fromEntries(
    ["events", "fs", "stream", "util", "zlib"].map((name) => [name, `node:${name}`]),
  ),
  minify: production,
  sourcemap: !production,
};

// All in one: a script in dist/ would look for what is loaded later in the wrong folder.
/** @type {import("esbuild").BuildOptions} */
const cli = { ...bundles, entryPoints: ["src/cli.ts"], external: [] };

/** @type {import("esbuild").BuildOptions} */
const modules = {
  ...common,
  entryPoints: ["src", "test", "scripts"].flatMap(typeScriptFiles),
  outdir: "out",
  outbase: ".",
  sourcemap: true,
};

function typeScriptFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

// What a deleted source file left behind must not run again.
for (const directory of production ? ["out/production"] : ["dist", "out"]) {
  rmSync(directory, { recursive: true, force: true });
}

for (const options of production ? [bundles] : [bundles, cli, modules]) {
  const build = await context(options);
  if (watch) {
    await build.watch();
  } else {
    await build.rebuild();
    await build.dispose();
  }
}
