import { escapeLineSeparators } from "../text/lineSeparators";
import { Decoded } from "./decode";
import { type KeyMeaning, WEB_KEY_MEMBERS } from "./keys";
import { type Range, endOf, matchAt } from "./scan";
import { MASK, type Span, replaceSpans } from "./spans";

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
  /** The last key of an object, and where it ends. */
  key?: { readonly name: string; readonly end: number } | undefined;
  /** The `value`, if it came before the `name`. */
  value?: Range | undefined;
  /** Whether the object is a JSON Web Key, which its member `kty` tells. */
  isWebKey: boolean;
  /** What is private if the object is one. */
  readonly members: Range[];
  /** How often keys were replaced by a text. */
  readonly keys: Map<string, number>;
}

const NAME_KEY = /^(?:name|key|k|id|header|field|variable|param|property)$/i;
const VALUE_KEY = /^(?:(?:new|old)?values?|val|v)$/i;
const WEB_KEY_MEMBER = new RegExp(`^(?:${WEB_KEY_MEMBERS})$`);
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
  private readonly spans: Span[] = [];

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
        const lists = { members: [], keys: new Map<string, number>() };
        this.containers.push({ meaning, isList, before: "", isWebKey: false, ...lists });
      } else if (char === "}" || char === "]") {
        this.containers.pop();
      } else if (char === ",") {
        this.meaning = this.containers.at(-1)?.meaning ?? this.meaning;
      } else if (char === "-" || (char >= "0" && char <= "9")) {
        index = this.readNumber(index) - 1;
      }
    }
    return replaceSpans(new Decoded(json), this.spans);
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
    this.endValue(container, start);
    container.key = { name: key, end };
    this.meaning = this.meaningOf(key, container);
    if (key === "kty") {
      container.isWebKey = true;
      this.replaceAgain(container.members.splice(0), "secret");
    }
    const replaced = this.rules.replaceKey(key);
    // A key may hold what is written for another, when the row was exported before.
    return replaced === key && !key.includes(MASK) ? key : numbered(replaced, container.keys);
  }

  private meaningOf(key: string, { meaning, after, isWebKey }: Container): KeyMeaning {
    const fromOthers = VALUE_KEY.test(key)
      ? after
      : isWebKey && WEB_KEY_MEMBER.test(key)
        ? "secret"
        : undefined;
    return fromOthers ?? this.rules.meaningOf(key, meaning);
  }

  /** Remembers a value of which another key may tell more. */
  private endValue(container: Container, end: number): void {
    const { key } = container;
    if (key && VALUE_KEY.test(key.name)) {
      container.value = { start: key.end, end };
    } else if (key && WEB_KEY_MEMBER.test(key.name)) {
      container.members.push({ start: key.end, end });
    }
  }

  private replaceValue(text: string, container?: Container): string {
    const { isList = false, key, after } = container ?? {};
    const replaced = this.rules.replaceString(text, (isList ? after : undefined) ?? this.meaning);
    if (container && (isList || (key && NAME_KEY.test(key.name)))) {
      container.after = this.rules.meaningAfter(text, isList ? container.before : undefined);
      container.before = `${container.before} ${text.slice(0, MAX_BEFORE)}`.slice(-MAX_BEFORE);
      if (container.value && container.after !== undefined) {
        this.replaceAgain([container.value], container.after);
        container.value = undefined;
      }
    }
    return replaced;
  }

  /** Replaces values of which a later key has told the meaning. */
  private replaceAgain(values: readonly Range[], meaning: KeyMeaning): void {
    for (const { start, end } of values) {
      const text = replaceValues(this.json.slice(start, end), this.rules, meaning);
      this.spans.push({ start, end, text });
    }
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
