import assert from "node:assert/strict";
import { join } from "node:path";
import { findPath, nameOf } from "../../src/telemetry/stored/telemetryFolder";

const FILE = "telemetry-2026-03-01-0a1b2c3d.1.jsonl";

describe("what an export calls a telemetry file", () => {
  const chosen = { directory: join("/home", "chosen") };
  const own = { directory: join("/home", "own"), name: "coder.coder-telemetry" };
  const other = { directory: join("/home", "other"), name: "coder.coder-remote" };

  it("is its name where there is one folder, and leads to it", () => {
    const name = nameOf({ name: FILE, source: chosen });
    assert.equal(name, FILE);
    assert.equal(findPath(name, [chosen]), join(chosen.directory, FILE));
  });

  it("begins with the folder's name where there are several, and leads to the right one", () => {
    const name = nameOf({ name: FILE, source: other });
    assert.equal(name, `coder.coder-remote/${FILE}`);
    assert.equal(findPath(name, [own, other]), join(other.directory, FILE));
    assert.equal(findPath(name, [own]), undefined);
  });

  it("is nothing else that is told of an export", () => {
    for (const text of [chosen.directory, `logs/${FILE}`, `coder.coder-remote/../${FILE}`, ""]) {
      assert.equal(findPath(text, [chosen, own, other]), undefined);
    }
  });
});
