/**
 * Lists and maps below this depth are written as a string of JSON. The strictest JSON parsers of
 * receivers accept 64 levels. Each map takes four levels, and there are ten levels around an
 * attribute of a record.
 */
export const MAX_DEPTH = 10;

/**
 * Returns an object's fields, except those that are null. Keys must be unique, so a key that equals
 * an earlier one after its lone surrogates were replaced gets the prefix `coder.`.
 */
export function uniqueFields(object: object): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [key, value] of Object.entries(object)) {
    if (value !== null) {
      let free = key.toWellFormed();
      while (fields.has(free)) {
        free = `coder.${free}`;
      }
      fields.set(free, value);
    }
  }
  return fields;
}
