// Builds two trees: dist/, the bundles, and out/, every module by itself for the tests and scripts.
// Flags: --production (only out/production/, what ships, minified), --watch (rebuild on change).
import { readdirSync, rmSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
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

/** Each is a bundle of its own, which lies in dist/ as in src/. */
const shipped = [
  "src/extension.ts",
  // Loaded when they are first needed.
  "src/telemetry/export/command.ts",
  "src/telemetry/sources/supportBundle/zip.ts",
  "src/telemetry/view/command.ts",
  // Threads.
  "src/telemetry/export/document/worker.ts",
  "src/telemetry/view/index/worker.ts",
  // Shared by the command and the threads, because of its size.
  "src/telemetry/protect/protectText.ts",
];

/** Leaves imports of other bundles to run time, with their path from the importing bundle. */
const otherBundles = (entry) => ({
  name: "other-bundles",
  setup: (build) => {
    build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const module = relative(".", join(resolveDir, path)).replace(/(\.js)?$/, ".ts");
      const bundle = shipped.find((each) => each !== entry && each === module.replaceAll(sep, "/"));
      return bundle && { path: pathFrom(dirname(entry), bundle), external: true };
    });
  },
});

function pathFrom(folder, bundle) {
  const path = posix.relative(folder, bundle).replace(/\.ts$/, ".js");
  return path.startsWith(".") ? path : `./${path}`;
}

/** @type {import("esbuild").BuildOptions} */
const bundles = {
  ...common,
  outdir: production ? "out/production" : "dist",
  outbase: "src",
  bundle: true,
  external: ["vscode"],
  // As our own code names them: what dependencies load is seen to be Node's.
  alias: Object.fromEntries(
    ["events", "fs", "stream", "util", "zlib"].map((name) => [name, `node:${name}`]),
  ),
  minify: production,
  sourcemap: !production,
};

// All in one: a script in dist/ would look for what is loaded later in the wrong folder.
/** @type {import("esbuild").BuildOptions} */
const cli = { ...bundles, entryPoints: ["src/cli.ts"] };

// What runs in the webview. VS Code 1.105, the oldest that is supported, has Chromium 138.
/** @type {import("esbuild").BuildOptions} */
const page = {
  ...bundles,
  entryPoints: ["src/telemetry/view/page/main.tsx"],
  platform: "browser",
  target: ["es2022", "chrome138"],
  format: "iife",
  jsx: "automatic",
  jsxImportSource: "preact",
  alias: {},
};

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

const extension = shipped.map((entry) => ({
  ...bundles,
  entryPoints: [entry],
  plugins: [otherBundles(entry)],
}));

for (const options of production ? [...extension, page] : [...extension, page, cli, modules]) {
  const build = await context(options);
  if (watch) {
    await build.watch();
  } else {
    await build.rebuild();
    await build.dispose();
  }
}
