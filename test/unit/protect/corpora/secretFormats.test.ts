import { createProtection } from "../../../../src/telemetry/protect/protectText";
import { type Planted, survivorOf } from "../../../fixtures/privacy/planted";
import { furtherSecrets, namedSecrets } from "../../../fixtures/privacy/secretFormats";
import {
  type Surroundings,
  lineSpellings,
  places,
  surroundings,
  urlSurroundings,
} from "../../../fixtures/privacy/surroundings";
import { assertNone, protectLine } from "../../../support/protectedLine";

const protect = createProtection("keep");
const secrets = [...namedSecrets, ...furtherSecrets];
/** Without line breaks and slashes, they can stand in a URL. */
const inUrls = secrets.filter(({ text }) => !/[\s/]/.test(text));

function survivors(planted: readonly Planted[], rowOf: (text: string) => object): string[] {
  return planted
    .filter((secret) =>
      survivorOf(secret, protectLine(protect, JSON.stringify(rowOf(secret.text)))),
    )
    .map(({ name }) => name);
}

describe("secrets of a known format", () => {
  const all: [Surroundings, readonly Planted[]][] = [
    [surroundings, secrets],
    [urlSurroundings, inUrls],
  ];
  for (const [group, planted] of all) {
    for (const [where, surround] of Object.entries(group)) {
      it(`don't survive ${where}`, () => {
        const left = survivors(planted, (text) => ({ error: { message: surround(text) } }));
        assertNone(left);
      });
    }
  }

  for (const [where, rowOf] of Object.entries(places)) {
    it(`don't survive in any surroundings, where they are ${where}`, () => {
      const left = Object.entries(surroundings).flatMap(([how, surround]) =>
        survivors(namedSecrets, (text) => rowOf(surround(text))).map((name) => `${name} ${how}`),
      );
      assertNone(left);
    });
  }

  for (const [how, spell] of Object.entries(lineSpellings)) {
    it(`don't survive in a line that is spelled ${how}`, () => {
      const left = secrets.filter((secret) =>
        survivorOf(secret, protectLine(protect, spell({ a: [`x ${secret.text}`] }))),
      );
      assertNone(left.map(({ name }) => name));
    });
  }
});
