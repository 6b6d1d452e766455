import { freeKey } from "./nestedValue";

/** Collects attributes in the order in which they are added. Keys are unique and never empty. */
export abstract class Attributes {
  private readonly taken = new Set([""]);

  /**
   * Adds a JSON value, unless it is null or undefined. An empty or duplicate key gets the prefix
   * `coder.`.
   */
  add(key: string, value: unknown): void {
    if (value === undefined || value === null) {
      return;
    }
    const free = freeKey(key, this.taken);
    this.taken.add(free);
    this.append(free, value);
  }

  /** Adds the fields of a JSON object. `prefix` is put before each key. */
  addAll(fields: Readonly<Record<string, unknown>>, prefix = ""): void {
    for (const key of Object.keys(fields)) {
      this.add(prefix + key, fields[key]);
    }
  }

  /** Encodes an attribute. The value is neither null nor undefined. */
  protected abstract append(key: string, value: unknown): void;
}
