import { knownWords } from "./knownWords";

let known: ReadonlySet<string> | undefined;

/** Whether a word, in any case, is in the list of words that identify nobody. A letter alone is no word, and identifies nobody either. */
export function isKnownWord(word: string): boolean {
  known ??= new Set(knownWords.split(" "));
  return /^[A-Za-z]$/.test(word) || known.has(word.toLowerCase());
}

/** The words and numbers that a name in any usual notation is made of: `HTTPError`, `get_file2`, `set-cookie`. */
export function wordsOf(name: string): readonly string[] {
  return name.match(WORD) ?? [];
}

const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}\p{Lo}\p{Lt}\p{Lm}]+|\p{N}+/gu;

/** What may stand behind a number: units, ordinals, and the ends of versions and times. */
const UNITS = new Set(
  "b kb mb gb tb kib mib gib k m g s ms us ns min h hr hrs d days x px em hz khz mhz ghz st nd rd th z t".split(
    " ",
  ),
);

/** What may stand before a number by one letter: `v1`, `x64`, `h2`, `p95`. */
const PREFIX = /^[vxhp]$/i;

/**
 * Whether a piece of text between blanks and punctuation holds nothing but known words, numbers of up to five digits, and
 * both beside each other: `utf8`, `15ms`, `v2`.
 */
export function isHarmless(piece: string): boolean {
  return piece.split(/[._-]/).every(isHarmlessPart);
}

function isHarmlessPart(part: string): boolean {
  if (part === "" || isKnownWord(part)) {
    return true;
  }
  const words = wordsOf(part);
  if (words.join("").length !== part.length || words.length > 6) {
    return false;
  }
  const numbers = words.filter((word) => /^\p{N}/u.test(word));
  if (numbers.length > 1 || !numbers.every((number) => /^\d{1,5}$/.test(number))) {
    return /^0x[0-9a-f]{1,8}$/i.test(part) || /^\d{1,2}T\d{1,2}Z?$/.test(part);
  }
  return words.every((word, index) => {
    if (/^\d/.test(word)) {
      return true;
    }
    const isBehindNumber = /^\d/.test(words[index - 1] ?? "");
    return isBehindNumber && UNITS.has(word.toLowerCase())
      ? true
      : word.length > 1
        ? isKnownWord(word)
        : index === 0 && words.length === 2 && numbers.length === 1 && PREFIX.test(word);
  });
}
