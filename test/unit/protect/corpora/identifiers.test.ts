import assert from "node:assert/strict";
import { createProtection } from "../../../../src/telemetry/protect/protectText";
import { keptRows, keptTexts } from "../../../fixtures/privacy/identifiers/kept";
import {
  type Names,
  capitalNameTexts,
  fill,
  latinNames,
  nameSets,
  partsOf,
  wordNameTexts,
  wordNames,
  wordsOf,
} from "../../../fixtures/privacy/identifiers/names";
import { rows } from "../../../fixtures/privacy/identifiers/rows";
import {
  addresses,
  coder,
  homes,
  hosts,
  people,
} from "../../../fixtures/privacy/identifiers/texts";
import { survivorOf } from "../../../fixtures/privacy/planted";
import { lineSpellings, places, surroundings } from "../../../fixtures/privacy/surroundings";
import { assertNone, protectLine } from "../../../support/protectedLine";

const groups = { homes, people, hosts, addresses, coder };
const texts = Object.values(groups).flat();

/** Each line is in an export of its own, so that no name is known from another. */
function leftIn(line: string, parts: readonly string[], local?: LocalNames): string[] {
  const protect = createProtection("pseudonymize", local);
  const survivor = survivorOf({ parts }, protectLine(protect, line));
  return survivor === undefined ? [] : [`${survivor} in ${line}`];
}

type LocalNames = Parameters<typeof createProtection>[1];

function leftOf(
  some: readonly string[],
  names: Names,
  lineOf: (text: string) => string = (text) => JSON.stringify({ error: { message: text } }),
): string[] {
  return some.flatMap((text) => leftIn(lineOf(fill(text, names)), partsOf(text, names)));
}

describe("identifiers", () => {
  for (const [kind, names] of Object.entries(nameSets)) {
    for (const [what, group] of Object.entries(groups)) {
      it(`don't survive in texts of ${what}, made of ${kind}`, () => {
        assertNone(leftOf(group, names));
      });
    }

    it(`don't survive in rows, made of ${kind}`, () => {
      const { user, full, host, domain, workspace, ipv4 } = names;
      const parts = [...[user, full, host, domain, workspace].flatMap(wordsOf), ipv4];
      assertNone(Object.values(rows).flatMap((row) => leftIn(JSON.stringify(row(names)), parts)));
    });

    it(`don't survive in escapes, made of ${kind}`, () => {
      const escapes = Object.entries(surroundings).filter(([how]) => /spelled|%|JSON/.test(how));
      assertNone(
        escapes.flatMap(([, surround]) =>
          leftOf([...homes, ...people], names, (text) => JSON.stringify({ a: surround(text) })),
        ),
      );
    });
  }

  for (const [where, surround] of Object.entries(surroundings)) {
    it(`don't survive ${where}`, () => {
      assertNone(leftOf(texts, latinNames, (text) => JSON.stringify({ a: surround(text) })));
    });
  }

  for (const [where, rowOf] of Object.entries(places)) {
    it(`don't survive as ${where}`, () => {
      assertNone(leftOf(texts, latinNames, (text) => JSON.stringify(rowOf(text))));
    });
  }

  for (const [how, spell] of Object.entries(lineSpellings)) {
    it(`don't survive in a line that is spelled ${how}`, () => {
      assertNone(leftOf(texts, latinNames, (text) => spell({ a: [text] })));
    });
  }

  it("that are words don't survive where they stand as names", () => {
    const left = wordNames.flatMap((name) =>
      [...wordNameTexts, ...(/^[A-Z]/.test(name) ? capitalNameTexts : [])].flatMap((text) =>
        leftIn(JSON.stringify({ a: text.replaceAll("{user}", name) }), [name]),
      ),
    );
    assertNone(left);
  });

  it("of this machine don't survive anywhere, even if they are words", () => {
    const local = { users: ["mark"], hosts: ["rose-garden", "rose"] };
    const left = [
      "by mark",
      "MARK's file",
      "x_mark_y",
      "/tmp/mark.log",
      "to rose-garden: no",
      "Rose",
    ]
      .flatMap((text) => Object.values(surroundings).map((surround) => surround(text)))
      .flatMap((text) => leftIn(JSON.stringify({ a: text }), ["mark", "rose"], local));
    assertNone(left);
  });

  it("are still found after many others", () => {
    const protect = createProtection("pseudonymize", { users: ["zquvaxi"], hosts: [] });
    for (let host = 0; host < 300; host++) {
      protect(JSON.stringify({ a: `https://h${host}.example.com by user=u${host}x` }));
    }
    assert.ok(
      !protect(JSON.stringify({ a: "Zquvaxi_1" }))
        .toLowerCase()
        .includes("zquvaxi"),
    );
  });
});

describe("what tells nobody", () => {
  for (const text of keptTexts) {
    it(`stays: ${text}`, () => {
      const line = JSON.stringify({ error: { message: text }, properties: { output: [text] } });
      assert.equal(createProtection("pseudonymize")(line), line);
    });
  }

  for (const row of keptRows) {
    it(`stays: ${JSON.stringify(row)}`, () => {
      assert.equal(createProtection("pseudonymize")(JSON.stringify(row)), JSON.stringify(row));
    });
  }
});
