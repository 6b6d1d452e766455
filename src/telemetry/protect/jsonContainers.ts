import { type KeyMeaning, WEB_KEY_MEMBERS } from "./keys";
import { Memo } from "./memo";
import type { Range } from "./scan";

/** An object or a list that has not ended. */
export interface Container {
  /** Of what is in it, unless a key says otherwise. */
  readonly meaning: KeyMeaning;
  readonly isList: boolean;
  /** The last strings of a list. */
  before: string;
  /** What the string before says of the next one, or the `name` of the `value`. */
  after?: KeyMeaning | undefined;
  /** Whether a string would be a key. */
  isKeyNext: boolean;
  /** The role of the last key of an object, and where it ends. */
  role: KeyRole;
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

/** What a key tells about the other values of its object, or others about its own. */
interface KeyRole {
  readonly isName: boolean;
  readonly isValue: boolean;
  readonly isMember: boolean;
}

const NO_ROLE: KeyRole = { isName: false, isValue: false, isMember: false };

export function newContainer(meaning: KeyMeaning, isList: boolean): Container {
  return {
    meaning,
    isList,
    before: "",
    isKeyNext: !isList,
    role: NO_ROLE,
    keyEnd: 0,
    isWebKey: false,
  };
}

const NAME_KEY = /^(?:name|key|k|id|header|field|variable|param|property)$/i;
const VALUE_KEY = /^(?:(?:new|old)?values?|val|v)$/i;
const WEB_KEY_MEMBER = new RegExp(`^(?:${WEB_KEY_MEMBERS})$`);
const roles = new Memo<KeyRole>();

export function roleOf(key: string): KeyRole {
  return roles.of(key, () => ({
    isName: NAME_KEY.test(key),
    isValue: VALUE_KEY.test(key),
    isMember: WEB_KEY_MEMBER.test(key),
  }));
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
