import { escapeLineSeparators } from "../text/lineSeparators";
import { decodeString, isFollowedByColon, stringEnd } from "./jsonScan";
import { matchAt } from "./scan";
import { MASK } from "./spans";

/** What is written in place of the strings and numbers of a JSON text. `Meaning` is what a key says of everything below it. */
export interface ValueRules<Meaning> {
  /** Of the outermost value. */
  readonly root: Meaning;
  readonly meaningOf: (key: string, outer: Meaning) => Meaning;
  /** What a string in a list, behind the strings `before`, says of the next one, or a `name` in an object of the `value`. */
  readonly meaningAfter: (text: string, before: string | undefined) => Meaning | undefined;
  /** A list's values have the meaning of the list; a key has that of the object that it stands in. */
  readonly replaceString: (text: string, meaning: Meaning, isKey: boolean) => string;
  /** Undefined for a number that stays. */
  readonly replaceNumber: (number: string, meaning: Meaning) => string | undefined;
}

/**
 * Valid JSON text with its strings replaced, keys too, and numbers. Every other byte stays; when nothing changes, the result is
 * the text itself. Two keys of an object that would become the same stay two.
 */
export function replaceValues<Meaning>(json: string, rules: ValueRules<Meaning>): string {
  return new Replacing(json, rules).run();
}

/** An object or a list that has not ended. */
interface Container<Meaning> {
  readonly meaning: Meaning;
  readonly isList: boolean;
  /** The last strings of a list. */
  before: string;
  /** What the string before says of the next one, or the `name` of the `value`. */
  after: Meaning | undefined;
  /** Whether the last key was `name` or the like. */
  isName: boolean;
  /** Where the `value` stands, if it came before the `name`; the end is not known before the next key. */
  value: { readonly start: number; readonly end: number } | undefined;
  /** How often keys were replaced by a text. */
  keys: Map<string, number> | undefined;
}

const NAME_KEY = /^(?:name|key|k|id|header|field|variable|param|property)$/i;
const VALUE_KEY = /^(?:(?:new|old)?values?|val|v)$/i;
/** Characters of a list's strings that are remembered: a command is not far from its flag. */
const MAX_BEFORE = 100;
const NUMBER = /-?\d[\d.eE+-]*/y;

class Replacing<Meaning> {
  private readonly json: string;
  private readonly rules: ValueRules<Meaning>;
  private readonly containers: Container<Meaning>[] = [];
  /** Of the value that comes next. */
  private meaning: Meaning;
  private result = "";
  private copied = 0;

  constructor(json: string, rules: ValueRules<Meaning>) {
    this.json = json;
    this.rules = rules;
    this.meaning = rules.root;
  }

  run(): string {
    const { json } = this;
    for (let index = 0; index < json.length;) {
      const char = json.charCodeAt(index);
      if (char === 0x22) {
        index = this.readString(index);
      } else if (char === 0x2d || (char >= 0x30 && char <= 0x39)) {
        index = this.readNumber(index);
      } else {
        this.readStructure(char);
        index++;
      }
    }
    return this.copied === 0 ? json : this.result + json.slice(this.copied);
  }

  private readStructure(char: number): void {
    if (char === 0x7b || char === 0x5b) {
      const { meaning } = this;
      const isList = char === 0x5b;
      const nothing = {
        before: "",
        after: undefined,
        isName: false,
        value: undefined,
        keys: undefined,
      };
      this.containers.push({ meaning, isList, ...nothing });
    } else if (char === 0x7d || char === 0x5d) {
      this.meaning = this.containers.pop()?.meaning ?? this.meaning;
    } else if (char === 0x2c) {
      this.meaning = this.containers.at(-1)?.meaning ?? this.meaning;
    }
  }

  private readNumber(start: number): number {
    const [number = ""] = matchAt(NUMBER, this.json, start) ?? [];
    const end = start + Math.max(1, number.length);
    const replaced = this.rules.replaceNumber(number, this.meaning);
    if (replaced !== undefined) {
      this.write(start, end, replaced);
    }
    return end;
  }

  private readString(start: number): number {
    const end = stringEnd(this.json, start);
    const text = decodeString(this.json, start, end);
    const container = this.containers.at(-1);
    const replaced =
      container && !container.isList && isFollowedByColon(this.json, end)
        ? this.replaceKey(text, container, start, end)
        : this.replaceValue(text);
    if (replaced !== text) {
      this.write(start, end, replaced);
    }
    return end;
  }

  private replaceKey(
    key: string,
    container: Container<Meaning>,
    start: number,
    end: number,
  ): string {
    const replaced = this.rules.replaceString(key, this.meaning, true);
    const isValue = VALUE_KEY.test(key);
    this.meaning =
      (isValue ? container.after : undefined) ?? this.rules.meaningOf(key, container.meaning);
    container.value = isValue
      ? { start: end, end: Infinity }
      : container.value && { ...container.value, end: Math.min(container.value.end, start) };
    container.isName = NAME_KEY.test(key);
    // A key may hold what is written for another, when the row was exported before.
    return replaced === key && !key.includes(MASK)
      ? key
      : numbered(replaced, (container.keys ??= new Map<string, number>()));
  }

  private replaceValue(text: string): string {
    const container = this.containers.at(-1);
    const { isList = false, isName, after } = container ?? {};
    const meaning = (isList ? after : undefined) ?? this.meaning;
    const replaced = this.rules.replaceString(text, meaning, false);
    if (container && (isList || isName)) {
      container.after = this.rules.meaningAfter(text, isList ? container.before : undefined);
      container.before = `${container.before} ${text.slice(0, MAX_BEFORE)}`.slice(-MAX_BEFORE);
      this.replaceValueBefore(container);
    }
    return replaced;
  }

  /** What an object's `name` says of the `value` before it. */
  private replaceValueBefore({ value, after }: Container<Meaning>): void {
    // Nothing behind it has been written.
    if (value && after !== undefined && this.copied <= value.start) {
      const json = this.json.slice(value.start, value.end);
      this.result +=
        this.json.slice(this.copied, value.start) +
        replaceValues(json, { ...this.rules, root: after });
      this.copied = value.end;
    }
  }

  private write(start: number, end: number, text: string): void {
    this.result += this.json.slice(this.copied, start) + escapeLineSeparators(JSON.stringify(text));
    this.copied = end;
  }
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
