import { escapeLineSeparators } from "../text/lineSeparators";

/** What becomes of the strings of a JSON text. `Meaning` is what a key says of everything below it. */
export interface StringRules<Meaning> {
  /** Of the outermost value. */
  readonly root: Meaning;
  readonly meaningOf: (key: string, outer: Meaning) => Meaning;
  /** A list's strings have the meaning of the list; a key has that of the object that it stands in. */
  readonly replace: (text: string, meaning: Meaning, isKey: boolean) => string;
}

/**
 * Valid JSON text with its strings replaced, keys too. Every byte outside of a string that changes
 * stays; when none changes, the result is the text itself.
 */
export function replaceStrings<Meaning>(json: string, rules: StringRules<Meaning>): string {
  const containers: Meaning[] = [];
  let meaning = rules.root;
  let result = "";
  let copied = 0;
  let position = 0;
  for (let start = json.indexOf('"'); start !== -1; start = json.indexOf('"', position)) {
    meaning = readStructure(json, position, start, containers, meaning);
    position = stringEnd(json, start);
    const text = decode(json, start, position);
    const isKey = isFollowedByColon(json, position);
    const replaced = rules.replace(text, meaning, isKey);
    if (isKey) {
      meaning = rules.meaningOf(text, meaning);
    }
    if (replaced !== text) {
      result += json.slice(copied, start) + escapeLineSeparators(JSON.stringify(replaced));
      copied = position;
    }
  }
  return copied === 0 ? json : result + json.slice(copied);
}

/** The meaning of what stands at `end`, after brackets, commas, numbers and the like. */
function readStructure<Meaning>(
  json: string,
  start: number,
  end: number,
  containers: Meaning[],
  meaning: Meaning,
): Meaning {
  let next = meaning;
  for (let index = start; index < end; index++) {
    const char = json[index];
    if (char === "{" || char === "[") {
      containers.push(next);
    } else if (char === "}" || char === "]") {
      next = containers.pop() ?? next;
    } else if (char === ",") {
      next = containers.at(-1) ?? next;
    }
  }
  return next;
}

/** The index behind the string that begins at `start`. */
function stringEnd(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (isEscaped(json, end)) {
    end = json.indexOf('"', end + 1);
  }
  return end + 1;
}

function isEscaped(json: string, quote: number): boolean {
  let start = quote;
  while (json[start - 1] === "\\") {
    start--;
  }
  return (quote - start) % 2 === 1;
}

function decode(json: string, start: number, end: number): string {
  const raw = json.slice(start + 1, end - 1);
  return raw.includes("\\") ? (JSON.parse(json.slice(start, end)) as string) : raw;
}

function isFollowedByColon(json: string, end: number): boolean {
  let index = end;
  while (json[index] === " " || json[index] === "\t" || json[index] === "\r") {
    index++;
  }
  return json[index] === ":";
}
