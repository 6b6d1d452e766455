// Exports generated telemetry folders and compares the results with the expected ones. Reduces a
// failing folder to a minimal one and saves it where the tests find it.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { checkFolder } from "../test/support/fuzz/checkFolder";
import { type FuzzedFolder, fuzzedFolder } from "../test/support/fuzz/folders";
import { repositoryRoot } from "./repository";

const USAGE = `Fuzzes the export.

  npm run fuzz [-- --seconds N] [--runs N] [--seed N]
  npm run fuzz -- --input FILE

  --seconds  ends after so long; 60 unless given
  --runs     ends after so many folders
  --seed     an integer; the same one makes the same folders
  --input    checks one folder that failed before

Exit status: 0 nothing found, 1 a folder failed, 2 bad arguments.
`;

const FIXTURES = join(repositoryRoot, "test", "fixtures", "fuzz");

async function main(): Promise<number> {
  const text = { type: "string" } as const;
  let values: Partial<Record<"seconds" | "runs" | "seed" | "input", string>>;
  try {
    ({ values } = parseArgs({ options: { seconds: text, runs: text, seed: text, input: text } }));
  } catch (error) {
    console.error(`${String(error)}\n\n${USAGE}`);
    return 2;
  }
  const [seconds, runs, seed] = [
    Number(values.seconds ?? 60),
    Number(values.runs ?? Number.MAX_SAFE_INTEGER),
    Number(values.seed ?? Date.now() % 2 ** 31),
  ];
  if (![seconds, runs, seed].every(Number.isInteger)) {
    console.error(USAGE);
    return 2;
  }
  if (values.input !== undefined) {
    await checkFolder(JSON.parse(readFileSync(values.input, "utf8")) as FuzzedFolder);
    return 0;
  }
  return fuzz(seconds, runs, seed);
}

async function fuzz(seconds: number, numRuns: number, seed: number): Promise<number> {
  console.log(`Seed ${seed}.`);
  const details = await fc.check(fc.asyncProperty(fuzzedFolder, checkFolder), {
    seed,
    numRuns,
    interruptAfterTimeLimit: seconds * 1000,
    maxSkipsPerRun: 0,
  });
  const [folder] = details.counterexample ?? [];
  if (!folder) {
    console.log(`${details.numRuns} folders, nothing found.`);
    return 0;
  }
  const path = keep(folder);
  console.error(details.errorInstance);
  console.error(
    `\nAfter ${details.numRuns} folders (seed ${seed}). Again: npm run fuzz -- --input ${path}`,
  );
  return 1;
}

/** Saves a failing folder as a test fixture and returns its path. */
function keep(folder: FuzzedFolder): string {
  const json = `${JSON.stringify(folder, undefined, 2)}\n`;
  const name = createHash("sha256").update(json).digest("hex").slice(0, 12);
  mkdirSync(FIXTURES, { recursive: true });
  const path = join(FIXTURES, `${name}.json`);
  writeFileSync(path, json);
  return relative(repositoryRoot, path);
}

void main().then((status) => {
  process.exitCode = status;
});
