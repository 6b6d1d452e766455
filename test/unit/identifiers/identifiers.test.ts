import assert from "node:assert/strict";
import { describeIdentifierKinds } from "../../../src/telemetry/export/identifiers/identifiers";

describe("the kinds of identifiers", () => {
  it("are a list of words in the user's language", () => {
    const l10n = { t: (message: unknown) => `<${String(message)}>` };
    const kinds = describeIdentifierKinds(l10n);
    assert.equal(new Set(kinds).size, 9);
    assert.ok(kinds.every((kind) => /^<.+>$/.test(kind)));
  });
});
