/**
 * Lists and maps below this depth are written as a string of JSON. The strictest JSON parsers of
 * receivers accept 64 levels. Each map takes four levels, and there are ten levels around an
 * attribute of a record.
 */
export const MAX_DEPTH = 10;

/** Replaces lone surrogates in a key, then puts `coder.` before it while it is taken: keys must be unique. */
export function freeKey(key: string, taken: Pick<ReadonlySet<string>, "has">): string {
  let free = key.toWellFormed();
  while (taken.has(free)) {
    free = `coder.${free}`;
  }
  return free;
}

/** Returns an object's fields, except those that are null, with the keys that {@link freeKey} gives them. */
export function uniqueFields(object: object): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [key, value] of Object.entries(object)) {
    if (value !== null) {
      fields.set(freeKey(key, fields), value);
    }
  }
  return fields;
}
