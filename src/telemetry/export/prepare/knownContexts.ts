import { isObject } from "../../event";
import { mayHoldSecrets } from "../identifiers/secrets";

/** A context that came before. */
interface KnownContext {
  /** As JSON. */
  readonly text: string;
  readonly value: object;
}

/** So many are remembered; a file holds those of the windows of a day at most. */
const MAX_CONTEXTS = 100;

/**
 * Contexts of the events that came before. Each event of a window repeats its context, which is more than half of the
 * line: one that is known is not parsed again, nor looked through for secrets, which takes half of the time.
 */
export class KnownContexts {
  private readonly contexts = new Map<string, KnownContext>();
  private last: KnownContext | undefined;

  /**
   * A line's known context, and the line without it: valid JSON if and only if the line is. Undefined when it has
   * another one, or when it is not certain where that ends.
   */
  cut(line: string): { readonly context: object; readonly rest: string } | undefined {
    const place = placeOf(line);
    if (!place) {
      return undefined;
    }
    const { key, start, end } = place;
    const text = line.slice(start, end);
    if (text !== this.last?.text) {
      this.last = this.contexts.get(text);
    }
    return (
      this.last && { context: this.last.value, rest: line.slice(0, key) + line.slice(end + 1) }
    );
  }

  /** Remembers the context of a line that is an event, unless it may hold secrets. */
  learn(line: string, context: unknown): void {
    const place = placeOf(line);
    const text = place && line.slice(place.start, place.end);
    if (text === undefined || !isObject(context) || !isJson(text) || mayHoldSecrets(text)) {
      return;
    }
    if (this.contexts.size === MAX_CONTEXTS) {
      this.contexts.clear();
    }
    // A copy: the part of a text keeps all of it in memory.
    const copy = Buffer.from(text).toString();
    this.contexts.set(copy, { text: copy, value: context });
  }
}

const KEY = '"context":';

/**
 * Where a line's context stands, when that is its first object and a key follows: `key` is where its key begins. In a
 * string these characters can't stand, but one that is torn can end there; then what follows the context is
 * no JSON without it, either: a letter behind a string's last quote.
 */
function placeOf(line: string): { key: number; start: number; end: number } | undefined {
  const key = line.indexOf(KEY);
  const start = key + KEY.length;
  if (key < 1 || line.indexOf("{", 1) !== start || !isOneOf(line[key - 1], ",{")) {
    return undefined;
  }
  const end = line.indexOf("}", start) + 1;
  return line[end] === "," && line[end + 1] === '"' && /[a-z]/.test(line[end + 2] ?? "")
    ? { key, start, end }
    : undefined;
}

function isOneOf(char: string | undefined, chars: string): boolean {
  return char !== undefined && chars.includes(char);
}

/** Whether an object ends where it seems to. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
