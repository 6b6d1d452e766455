// Texts come from files that anyone may have written. Characters that can't be seen, or that change
// the order of others, are shown by their code points.

/** A part of a text: as it is, or a character that can't be seen. */
export type Part = string | { readonly code: string };

// Controls, formats (such as bidirectional overrides), lone surrogates, line separators.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Splits a text at the characters that can't be seen. `kept` ones, such as line breaks, stay. */
export function splitVisible(text: string, kept = ""): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: character, index } of text.matchAll(INVISIBLE)) {
    if (kept.includes(character)) {
      continue;
    }
    if (index > end) {
      parts.push(text.slice(end, index));
    }
    parts.push({ code: codePoint(character) });
    end = index + character.length;
  }
  return end < text.length ? [...parts, text.slice(end)] : parts;
}

/** "U+202E". */
function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${hex.padStart(4, "0")}`;
}

/** Cuts a text without cutting a character in two. */
export function cut(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
