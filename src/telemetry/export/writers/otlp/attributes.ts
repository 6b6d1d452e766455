import { toAnyValue, type KeyValue } from "./anyValue";

/** Collects attributes, whose keys are unique and never empty, in the order in which they are added. */
export class Attributes {
  readonly list: KeyValue[] = [];
  private readonly keys = new Set<string>();

  /** Adds a JSON value, unless there is none; a key that is empty or taken is prefixed `coder.`. */
  add(key: string, value: unknown): void {
    if (value === undefined || value === null) {
      return;
    }
    let free = key.toWellFormed();
    while (free === "" || this.keys.has(free)) {
      free = `coder.${free}`;
    }
    this.keys.add(free);
    this.list.push({ key: free, value: toAnyValue(value) });
  }

  /** Adds each field of a JSON object, its key behind `prefix`. */
  addAll(fields: Readonly<Record<string, unknown>>, prefix = ""): void {
    for (const key of Object.keys(fields)) {
      this.add(prefix + key, fields[key]);
    }
  }
}
