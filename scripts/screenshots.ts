// `npm run screenshots`: takes the README's screenshots with the end-to-end tests in a real VS
// Code.
import { spawnSync } from "node:child_process";
import { copyFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./repository";

const MAX_BYTES = 200_000;

const taken = join(repositoryRoot, "artifacts", "screenshots", "readme");
const images = join(repositoryRoot, "docs", "images");

rmSync(taken, { recursive: true, force: true });
const mocha = join(repositoryRoot, "node_modules", "mocha", "bin", "mocha.js");
const tests = ["exportTelemetry", "view"].map((name) =>
  join(repositoryRoot, "out", "test", "e2e", `${name}.test.js`),
);
const { status } = spawnSync(process.execPath, [mocha, "--timeout", "120000", ...tests], {
  cwd: repositoryRoot,
  stdio: "inherit",
});
if (status !== 0) {
  throw new Error("The end-to-end tests failed; the pictures are what they were.");
}
for (const name of readdirSync(taken)) {
  const { size } = statSync(join(taken, name));
  if (size > MAX_BYTES) {
    throw new Error(`${name} has ${size} bytes; a picture of the README has at most ${MAX_BYTES}.`);
  }
  copyFileSync(join(taken, name), join(images, name));
  console.log(`docs/images/${name}: ${size} bytes`);
}
