import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../scripts/repository";
import { readmeWithSettings } from "../../scripts/settingsList";

describe("the README", () => {
  it("shows the settings that package.json has", () => {
    assert.equal(
      readFileSync(join(repositoryRoot, "README.md"), "utf8"),
      readmeWithSettings(),
      'The list of settings is not what package.json says; "npm run docs" writes it anew.',
    );
  });
});
