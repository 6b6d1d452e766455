import type { Key, KeyMeaning } from "./keys";
import type { Range } from "./scan";

/** An object or a list that has not ended. */
export interface Container {
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
  /** The `value`, if it came before the `name`. */
  value?: Range | undefined;
  /** Whether the object is a JSON Web Key, which its member `kty` tells. */
  isWebKey: boolean;
  /** What is private if the object is one. */
  members?: Range[] | undefined;
  /** How often keys were replaced by a text. */
  keys?: Map<string, number>;
}

export function newContainer(meaning: KeyMeaning, isList: boolean): Container {
  return {
    meaning,
    isList,
    before: isList ? "" : undefined,
    isKeyNext: !isList,
    keyEnd: 0,
    isWebKey: false,
  };
}

/** The text, with a number behind it when an object has had it already. */
export function numbered(text: string, counts: Map<string, number>): string {
  let count = (counts.get(text) ?? 0) + 1;
  while (count > 1 && counts.has(`${text} ${count}`)) {
    count++;
  }
  const name = count === 1 ? text : `${text} ${count}`;
  counts.set(name, 1).set(text, count);
  return name;
}
