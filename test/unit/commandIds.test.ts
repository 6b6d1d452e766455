import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandIds } from "../../src/command/commandIds";

interface Manifest {
  contributes: { commands: { command: string }[]; keybindings: { command: string }[] };
}

describe("the manifest", () => {
  const file = join(__dirname, "../../../package.json");
  const { contributes } = JSON.parse(readFileSync(file, "utf8")) as Manifest;

  it("contributes exactly the commands that the dispatcher knows", () => {
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).sort(),
      [...commandIds].sort(),
    );
  });

  it("binds keys to nothing else", () => {
    const known: readonly string[] = commandIds;
    assert.deepEqual(
      contributes.keybindings.filter(({ command }) => !known.includes(command)),
      [],
    );
  });
});
