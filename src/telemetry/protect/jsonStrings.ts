import { stringEnd } from "../stored/jsonValue";
import { escapeLineSeparators } from "../text/lineSeparators";
import { renameDuplicates } from "../text/renameDuplicates";
import { Decoded } from "./decode";
import { type Key, type KeyMeaning, keyOf, meaningOf } from "./keys";
import { type Range, endOf } from "./scan";
import { type Span, replaceSpans } from "./spans";

/** What is written in place of the keys, strings and numbers of a JSON text. In a list, `before` are the strings before one. */
export interface ValueRules {
  /** What a string in a list says of the next one, or a `name` in an object of the `value`. */
  readonly meaningAfter: (text: string, before: string | undefined) => KeyMeaning | undefined;
  readonly replaceKey: (key: string) => string;
  readonly replaceString: (text: string, meaning: KeyMeaning, before: string | undefined) => string;
  /** Undefined for a number that stays. */
  readonly replaceNumber: (number: string, meaning: KeyMeaning) => string | undefined;
}

/** An object or a list that has not ended. */
interface Container {
  /** Of what is in it, unless a key says otherwise. */
  readonly meaning: KeyMeaning;
  readonly isList: boolean;
  /** The last strings of a list; undefined in an object. */
  before: string | undefined;
  /** What the string before says of the next one, or the `name` of the `value`. */
  after?: KeyMeaning | undefined;
  /** Whether a string would be a key. */
  isKeyNext: boolean;
  /** The last key of an object, and where it ends. */
  key?: Key;
  keyEnd: number;
  /** The `value`, in case the `name` follows, and the private members of a JSON Web Key, in case `kty` does. */
  value?: Range;
  members: Range[];
  isWebKey: boolean;
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
  private isKeyReplaced = false;

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
        this.open(char === "[");
      } else if (char === "}" || char === "]") {
        containers.pop();
      } else if (char === ",") {
        this.endValue(containers.at(-1), index);
      } else if (char === "-" || (char >= "0" && char <= "9")) {
        index = this.readNumber(index) - 1;
      }
    }
    this.replaceSecrets();
    const replaced = replaceSpans(new Decoded(json), this.spans);
    return this.isKeyReplaced ? renameDuplicates(replaced) : replaced;
  }

  private open(isList: boolean): void {
    const { meaning } = this;
    const before = isList ? "" : undefined;
    const isKeyNext = !isList;
    const keys = { isKeyNext, keyEnd: 0, members: [], isWebKey: false };
    this.containers.push({ meaning, isList, before, ...keys });
  }

  private readNumber(start: number): number {
    const end = endOf(NUMBER, this.json, start);
    const number = this.json.slice(start, end);
    this.write(start, end, number, this.rules.replaceNumber(number, this.meaning) ?? number);
    return end;
  }

  private readString(start: number): number {
    const end = stringEnd(this.json, start) ?? this.json.length;
    const raw = this.json.slice(start + 1, end - 1);
    const text = raw.includes("\\") ? (JSON.parse(this.json.slice(start, end)) as string) : raw;
    const container = this.containers.at(-1);
    const replaced = container?.isKeyNext
      ? this.replaceKey(text, container, end)
      : this.replaceValue(text, container);
    this.write(start, end, text, replaced);
    return end;
  }

  private replaceKey(name: string, container: Container, end: number): string {
    const key = keyOf(name);
    container.isKeyNext = false;
    container.key = key;
    container.keyEnd = end;
    if (name === "kty") {
      container.isWebKey = true;
      this.secrets.push(...container.members);
    }
    const { meaning, after, isWebKey } = container;
    const fromOthers = key.isValue ? after : isWebKey && key.isMember ? "secret" : undefined;
    this.meaning = fromOthers ?? meaningOf(name, meaning);
    const replaced = this.rules.replaceKey(name);
    this.isKeyReplaced ||= replaced !== name;
    return replaced;
  }

  private replaceValue(text: string, container?: Container): string {
    const { isList, key, after, before } = container ?? {};
    const meaning = (isList ? after : undefined) ?? this.meaning;
    if (container && (isList || key?.isName)) {
      container.after = this.rules.meaningAfter(text, before);
      if (before !== undefined) {
        container.before = `${before} ${text.slice(0, MAX_BEFORE)}`.slice(-MAX_BEFORE);
      }
      if (container.value && container.after !== undefined) {
        this.secrets.push(container.value);
      }
    }
    return this.rules.replaceString(text, meaning, before);
  }

  /** Goes on behind a value, and remembers it if another key may tell that it is secret. */
  private endValue(container: Container | undefined, end: number): void {
    if (!container) {
      return;
    }
    const { meaning, isList, key, keyEnd, members } = container;
    this.meaning = meaning;
    container.isKeyNext = !isList;
    const value = { start: keyEnd, end };
    if (key?.isValue && meaning !== "secret") {
      container.value = value;
    } else if (key?.isMember && meaning !== "secret") {
      members.push(value);
    }
  }

  /** Replaces the outermost of these values, each with all that is in it: so none is replaced twice. */
  private replaceSecrets(): void {
    let covered = 0;
    for (const { start, end } of this.secrets.sort((a, b) => a.start - b.start)) {
      if (start >= covered) {
        const text = replaceValues(this.json.slice(start, end), this.rules, "secret");
        this.spans.push({ start, end, text });
        covered = end;
      }
    }
  }

  private write(start: number, end: number, text: string, replaced: string): void {
    if (replaced !== text) {
      this.spans.push({ start, end, text: escapeLineSeparators(JSON.stringify(replaced)) });
    }
  }
}
