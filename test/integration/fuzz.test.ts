import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { checkFolder } from "../support/fuzz/checkFolder";
import { type FuzzedFolder, fuzzedFolder } from "../support/fuzz/folders";

/** Compiled, this file is out/test/integration/fuzz.test.js. */
const FIXTURES = join(__dirname, "..", "..", "..", "test", "fixtures", "fuzz");

describe("any telemetry folder", () => {
  it("is exported whole, and what is left out is told", async () => {
    await fc.assert(fc.asyncProperty(fuzzedFolder, checkFolder), { seed: 20260301, numRuns: 150 });
  });

  // What `npm run fuzz` found.
  for (const name of readdirSync(FIXTURES)) {
    it(`is exported whole: ${name}`, async () => {
      await checkFolder(JSON.parse(readFileSync(join(FIXTURES, name), "utf8")) as FuzzedFolder);
    });
  }
});
