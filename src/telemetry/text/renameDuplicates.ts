import { stringEnd } from "../stored/jsonValue";
import { escapeLineSeparators } from "./lineSeparators";

/** A name in an object, and the index of its first quote. */
interface Name {
  readonly text: string;
  readonly start: number;
}

/** The names of an object that has not ended, or of a list, which has none. */
interface Container {
  readonly starts: Map<string, number> | undefined;
  /** Names that the object has again behind them. */
  readonly repeated: Name[];
}

const COLON = /[ \t]*:/y;

/**
 * Returns valid JSON text in which the names of each object differ. If an object has a name several
 * times, the last one keeps it, because that is the one that most parsers return. A number is
 * appended to the others: `{"a":1,"a":2}` becomes `{"a 1":1,"a":2}`.
 */
export function renameDuplicates(json: string): string {
  const open: Container[] = [];
  const renamed: Name[] = [];
  for (let index = 0; index < json.length;) {
    const char = json.charAt(index);
    if (char === '"') {
      const end = stringEnd(json, index) ?? json.length;
      const container = open.at(-1);
      COLON.lastIndex = end;
      if (container?.starts && COLON.test(json)) {
        addName(container, container.starts, { text: nameAt(json, index, end), start: index });
      }
      index = end;
      continue;
    }
    if (char === "{" || char === "[") {
      open.push({ starts: char === "{" ? new Map() : undefined, repeated: [] });
    } else if (char === "}" || char === "]") {
      const container = open.pop();
      for (const name of newNames(container)) {
        renamed.push(name);
      }
    }
    index++;
  }
  return renamed.length === 0 ? json : replaceNames(json, renamed);
}

function nameAt(json: string, start: number, end: number): string {
  const raw = json.slice(start + 1, end - 1);
  return raw.includes("\\") ? (JSON.parse(json.slice(start, end)) as string) : raw;
}

function addName({ repeated }: Container, starts: Map<string, number>, name: Name): void {
  const before = starts.get(name.text);
  if (before !== undefined) {
    repeated.push({ text: name.text, start: before });
  }
  starts.set(name.text, name.start);
}

/** Generates new names, which the object doesn't have. */
function* newNames(container: Container | undefined): Generator<Name, void, undefined> {
  const counts = new Map<string, number>();
  for (const { text, start } of container?.repeated ?? []) {
    let count = (counts.get(text) ?? 0) + 1;
    while (container?.starts?.has(`${text} ${count}`)) {
      count++;
    }
    counts.set(text, count);
    yield { text: `${text} ${count}`, start };
  }
}

function replaceNames(json: string, names: readonly Name[]): string {
  const parts: string[] = [];
  let copied = 0;
  for (const { text, start } of names.toSorted((a, b) => a.start - b.start)) {
    parts.push(json.slice(copied, start), escapeLineSeparators(JSON.stringify(text)));
    copied = stringEnd(json, start) ?? json.length;
  }
  return parts.join("") + json.slice(copied);
}
