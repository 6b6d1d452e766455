import { defineConfig } from "@vscode/test-cli";
import manifest from "./package.json" with { type: "json" };

// The oldest VS Code that the manifest promises, and the newest. VSCODE_VERSION narrows it to one.
const oldest = manifest.engines.vscode.replace("^", "");
const versions = process.env.VSCODE_VERSION ? [process.env.VSCODE_VERSION] : [oldest, "stable"];

export default defineConfig(
  versions.map((version) => ({
    label: version,
    version,
    files: "out/test/host/**/*.test.js",
    launchArgs: ["--disable-extensions", "--disable-workspace-trust"],
    mocha: { ui: "bdd", timeout: 30_000 },
  })),
);
