import { escapeLineSeparators } from "../text/lineSeparators";
import { Decoded } from "./decode";
import { type Container, newContainer, numbered } from "./jsonContainers";
import { type KeyMeaning, keyOf, meaningOf } from "./keys";
import { type Range, endOf } from "./scan";
import { MASK, type Span, replaceSpans } from "./spans";

/** What is written in place of the keys, strings and numbers of a JSON text. In a list, `before` are the strings before one. */
export interface ValueRules {
  /** What a string in a list says of the next one, or a `name` in an object of the `value`. */
  readonly meaningAfter: (text: string, before: string | undefined) => KeyMeaning | undefined;
  readonly replaceKey: (key: string) => string;
  readonly replaceString: (text: string, meaning: KeyMeaning, before: string | undefined) => string;
  /** Undefined for a number that stays. */
  readonly replaceNumber: (number: string, meaning: KeyMeaning) => string | undefined;
}

/**
 * Valid JSON text with its strings replaced, keys too, and numbers. Every other byte stays; when nothing changes, the result is
 * the text itself. Two keys of an object that would become the same stay two.
 *
 * @param meaning of the outermost value.
 */
export function replaceValues(json: string, rules: ValueRules, meaning: KeyMeaning): string {
  return new Replacing(json, rules, meaning).run();
}

/** Characters of a list's strings that are remembered: a command is not far from its flag. */
const MAX_BEFORE = 100;
const NUMBER = /-?\d[\d.eE+-]*/y;

class Replacing {
  private readonly json: string;
  private readonly rules: ValueRules;
  private readonly containers: Container[] = [];
  /** Of the value that comes next. */
  private meaning: KeyMeaning;
  private readonly spans: Span[] = [];
  /** Values of which a later key has told that they are secret. */
  private readonly secrets: Range[] = [];

  constructor(json: string, rules: ValueRules, meaning: KeyMeaning) {
    this.json = json;
    this.rules = rules;
    this.meaning = meaning;
  }

  run(): string {
    const { json, containers } = this;
    for (let index = 0; index < json.length; index++) {
      const char = json[index] ?? "";
      if (char === '"') {
        index = this.readString(index) - 1;
      } else if (char === "{" || char === "[") {
        containers.push(newContainer(this.meaning, char === "["));
      } else if (char === "}" || char === "]") {
        containers.pop();
      } else if (char === ",") {
        this.endValue(containers.at(-1), index);
      } else if (char === "-" || (char >= "0" && char <= "9")) {
        index = this.readNumber(index) - 1;
      }
    }
    this.replaceSecrets();
    return this.spans.length === 0 ? json : replaceSpans(new Decoded(json), this.spans);
  }

  /** The outermost values that are secret, each with all that is in it, so that none is replaced twice. */
  private replaceSecrets(): void {
    let replaced = 0;
    for (const { start, end } of this.secrets.sort((a, b) => a.start - b.start)) {
      if (start >= replaced) {
        const text = replaceValues(this.json.slice(start, end), this.rules, "secret");
        this.spans.push({ start, end, text });
        replaced = end;
      }
    }
  }

  private readNumber(start: number): number {
    const end = endOf(NUMBER, this.json, start);
    const number = this.json.slice(start, end);
    this.write(start, end, number, this.rules.replaceNumber(number, this.meaning) ?? number);
    return end;
  }

  private readString(start: number): number {
    const end = stringEnd(this.json, start);
    const raw = this.json.slice(start + 1, end - 1);
    const text = raw.includes("\\") ? (JSON.parse(this.json.slice(start, end)) as string) : raw;
    const container = this.containers.at(-1);
    const replaced = container?.isKeyNext
      ? this.replaceKey(text, container, end)
      : this.replaceValue(text, container);
    this.write(start, end, text, replaced);
    return end;
  }

  private replaceKey(key: string, container: Container, end: number): string {
    container.isKeyNext = false;
    container.key = keyOf(key);
    container.keyEnd = end;
    this.meaning = this.meaningOf(key, container);
    if (key === "kty") {
      container.isWebKey = true;
      this.secrets.push(...(container.members ?? []));
    }
    const replaced = this.rules.replaceKey(key);
    // A key may hold what is written for another, when the row was exported before.
    return replaced === key && !key.includes(MASK)
      ? key
      : numbered(replaced, (container.keys ??= new Map()));
  }

  private meaningOf(name: string, { meaning, key, after, isWebKey }: Container): KeyMeaning {
    const fromOthers = key?.isValue ? after : isWebKey && key?.isMember ? "secret" : undefined;
    return fromOthers ?? meaningOf(name, meaning);
  }

  /** Goes on behind a value, and remembers it if another key may tell more of it. */
  private endValue(container: Container | undefined, end: number): void {
    if (!container) {
      return;
    }
    const { meaning, isList, key, keyEnd } = container;
    this.meaning = meaning;
    container.isKeyNext = !isList;
    if (meaning === "secret") {
      return;
    }
    if (key?.isValue) {
      container.value = { start: keyEnd, end };
    } else if (key?.isMember) {
      (container.members ??= []).push({ start: keyEnd, end });
    }
  }

  private replaceValue(text: string, container?: Container): string {
    const { isList, key, after, before } = container ?? {};
    const meaning = (isList ? after : undefined) ?? this.meaning;
    const replaced = this.rules.replaceString(text, meaning, before);
    if (container && (isList || key?.isName)) {
      container.after = this.rules.meaningAfter(text, before);
      if (before !== undefined) {
        container.before = `${before} ${text.slice(0, MAX_BEFORE)}`.slice(-MAX_BEFORE);
      }
      if (container.value && container.after !== undefined) {
        this.secrets.push(container.value);
      }
    }
    return replaced;
  }

  private write(start: number, end: number, text: string, replaced: string): void {
    if (replaced !== text) {
      this.spans.push({ start, end, text: escapeLineSeparators(JSON.stringify(replaced)) });
    }
  }
}

/** The index behind the string that begins at `start`. */
function stringEnd(json: string, start: number): number {
  let end = start;
  let backslashes = 1;
  while (backslashes % 2 === 1) {
    end = json.indexOf('"', end + 1);
    backslashes = 0;
    while (json[end - 1 - backslashes] === "\\") {
      backslashes++;
    }
  }
  return end + 1;
}
