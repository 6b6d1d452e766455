// What the extension host of the VS Code server runs. A desktop's test runner loads the tests by itself.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import { HOST_OUTPUT } from "./output";

/**
 * Runs every host test; the report goes to the console.
 *
 * @throws Error that says how many tests failed, or that there are none.
 */
export async function run(): Promise<void> {
  markOutput();
  try {
    const { total, failures } = await runMocha(testFiles());
    if (total === 0) {
      throw new Error(`There are no tests in ${__dirname}.`);
    }
    if (failures > 0) {
      throw new Error(`${failures} of ${total} host tests failed.`);
    }
  } catch (error) {
    console.log(error instanceof Error ? error.stack : error);
    throw error;
  }
}

/** Tells the tests' words from those of VS Code, which come out on the same console. */
function markOutput(): void {
  const log = console.log.bind(console);
  const markedLog = (...values: unknown[]) => {
    log(HOST_OUTPUT, format(...values));
  };
  // An assignment does nothing: VS Code has made console.log an accessor.
  Object.defineProperty(console, "log", { value: markedLog });
  // Mocha keeps the console.log that it found when it was loaded.
  Mocha.reporters.Base.consoleLog = markedLog;
}

function testFiles(): string[] {
  return readdirSync(__dirname, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.js"))
    .map((name) => join(__dirname, name));
}

async function runMocha(files: string[]): Promise<{ total: number; failures: number }> {
  const mocha = new Mocha({ ui: "bdd", timeout: 30_000, reporter: "spec", color: false });
  files.forEach((file) => mocha.addFile(file));
  return new Promise((resolve) => {
    const runner = mocha.run((failures) => {
      resolve({ total: runner.total, failures });
    });
  });
}
