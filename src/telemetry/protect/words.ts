import { knownWords } from "./knownWords";

/** The words of a text. */
export function setOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

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
const UNITS = setOf(
  "b kb mb gb tb kib mib gib k m g s ms us ns min h hr hrs d days x px em hz khz mhz ghz st nd rd th z t",
);

/** What may stand before a number by one letter: `v1`, `x64`, `h2`, `p95`, `E401`. With more digits it is somebody's number. */
const PREFIXED = /^[vxhpe]\d{1,3}$/i;

/** `1m30`, `600000ms`, as Go writes durations; `9p1` of OpenSSH; `p2p`; an address in memory. */
const SHAPE =
  /^(?:(?:\d{1,9}(?:h|m|ms|s|us|µs|ns)){1,4}\d{0,5}|\d{1,9}[kmgt]?i?b|\d{1,2}p\d{1,2}|p2p|0x[0-9a-f]{1,16}|\d{1,2}T\d{1,2}Z?)$/i;

/** More than three numbers, which no version has: an address, or the number of a phone or a card. The kernels of WSL have four. */
const FOUR_NUMBERS = /(?<![^._-])\d+([._-])\d+(?:\1\d+){2}(?![^._-]|-microsoft)/;

/**
 * Whether a piece of text between blanks and punctuation holds nothing but known words, numbers of up to five digits, and
 * both beside each other: `utf8`, `15ms`, `v2`.
 */
export function isHarmless(piece: string): boolean {
  return !FOUR_NUMBERS.test(piece) && piece.split(/[._-]/).every(isHarmlessPart);
}

function isHarmlessPart(part: string): boolean {
  if (part === "" || isKnownWord(part) || SHAPE.test(part)) {
    return true;
  }
  const words = wordsOf(part);
  return (
    words.join("").length === part.length &&
    words.length <= 6 &&
    words.filter(isNumber).length <= 2 &&
    words.every((word, index) =>
      isNumber(word)
        ? /^\d{1,5}$/.test(word)
        : (UNITS.has(word.toLowerCase()) && isNumber(words[index - 1] ?? "")) ||
          (word.length > 1 ? isKnownWord(word) : PREFIXED.test(part)),
    )
  );
}

function isNumber(word: string): boolean {
  return /^\p{N}/u.test(word);
}
