import { escapeLineSeparators } from "../text/lineSeparators";
import type { KeyMeaning } from "./keys";
import { endOf, matchAt } from "./scan";
import { MASK } from "./spans";

/** What is written in place of the keys, strings and numbers of a JSON text. */
export interface ValueRules {
  readonly meaningOf: (key: string, outer: KeyMeaning) => KeyMeaning;
  /** What a string in a list, behind the strings `before`, says of the next one, or a `name` in an object of the `value`. */
  readonly meaningAfter: (text: string, before: string | undefined) => KeyMeaning | undefined;
  readonly replaceKey: (key: string) => string;
  readonly replaceString: (text: string, meaning: KeyMeaning) => string;
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

/** An object or a list that has not ended. */
interface Container {
  /** Of what is in it, unless a key says otherwise. */
  readonly meaning: KeyMeaning;
  readonly isList: boolean;
  /** The last strings of a list. */
  before: string;
  /** What the string before says of the next one, or the `name` of the `value`. */
  after?: KeyMeaning | undefined;
  /** Whether the last key was `name` or the like. */
  isName: boolean;
  /** Where the `value` stands, if it came before the `name`; the end is not known before the next key. */
  value?: { readonly start: number; readonly end: number } | undefined;
  /** How often keys were replaced by a text. */
  readonly keys: Map<string, number>;
}

const NAME_KEY = /^(?:name|key|k|id|header|field|variable|param|property)$/i;
const VALUE_KEY = /^(?:(?:new|old)?values?|val|v)$/i;
/** Characters of a list's strings that are remembered: a command is not far from its flag. */
const MAX_BEFORE = 100;
const NUMBER = /-?\d[\d.eE+-]*/y;
const COLON = /[ \t\r]*:/y;

class Replacing {
  private readonly json: string;
  private readonly rules: ValueRules;
  private readonly containers: Container[] = [];
  /** Of the value that comes next. */
  private meaning: KeyMeaning;
  private result = "";
  private copied = 0;

  constructor(json: string, rules: ValueRules, meaning: KeyMeaning) {
    this.json = json;
    this.rules = rules;
    this.meaning = meaning;
  }

  run(): string {
    const { json } = this;
    for (let index = 0; index < json.length; index++) {
      const char = json[index] ?? "";
      if (char === '"') {
        index = this.readString(index) - 1;
      } else if (char === "{" || char === "[") {
        const { meaning } = this;
        const isList = char === "[";
        this.containers.push({ meaning, isList, before: "", isName: false, keys: new Map() });
      } else if (char === "}" || char === "]") {
        this.containers.pop();
      } else if (char === ",") {
        this.meaning = this.containers.at(-1)?.meaning ?? this.meaning;
      } else if (char === "-" || (char >= "0" && char <= "9")) {
        index = this.readNumber(index) - 1;
      }
    }
    return this.copied === 0 ? json : this.result + json.slice(this.copied);
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
    const isKey = container && !container.isList && matchAt(COLON, this.json, end);
    const replaced = isKey
      ? this.replaceKey(text, container, start, end)
      : this.replaceValue(text, container);
    this.write(start, end, text, replaced);
    return end;
  }

  private replaceKey(key: string, container: Container, start: number, end: number): string {
    const isValue = VALUE_KEY.test(key);
    this.meaning =
      (isValue ? container.after : undefined) ?? this.rules.meaningOf(key, container.meaning);
    container.value = isValue
      ? { start: end, end: Infinity }
      : container.value && { ...container.value, end: Math.min(container.value.end, start) };
    container.isName = NAME_KEY.test(key);
    const replaced = this.rules.replaceKey(key);
    // A key may hold what is written for another, when the row was exported before.
    return replaced === key && !key.includes(MASK) ? key : numbered(replaced, container.keys);
  }

  private replaceValue(text: string, container?: Container): string {
    const { isList = false, isName, after } = container ?? {};
    const replaced = this.rules.replaceString(text, (isList ? after : undefined) ?? this.meaning);
    if (container && (isList || isName)) {
      container.after = this.rules.meaningAfter(text, isList ? container.before : undefined);
      container.before = `${container.before} ${text.slice(0, MAX_BEFORE)}`.slice(-MAX_BEFORE);
      this.replaceValueBefore(container);
    }
    return replaced;
  }

  /** What an object's `name` says of the `value` before it. */
  private replaceValueBefore({ value, after }: Container): void {
    // Nothing behind it has been written.
    if (value && after !== undefined && this.copied <= value.start) {
      const json = this.json.slice(value.start, value.end);
      this.result +=
        this.json.slice(this.copied, value.start) + replaceValues(json, this.rules, after);
      this.copied = value.end;
    }
  }

  private write(start: number, end: number, text: string, replaced: string): void {
    if (replaced !== text) {
      this.result +=
        this.json.slice(this.copied, start) + escapeLineSeparators(JSON.stringify(replaced));
      this.copied = end;
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

/** The text, with a number behind it when an object has had it already. */
function numbered(text: string, counts: Map<string, number>): string {
  let count = (counts.get(text) ?? 0) + 1;
  while (count > 1 && counts.has(`${text} ${count}`)) {
    count++;
  }
  const name = count === 1 ? text : `${text} ${count}`;
  counts.set(name, 1).set(text, count);
  return name;
}
