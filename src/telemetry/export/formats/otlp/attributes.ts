import { type Quote, anyValueText } from "./anyValue";

/** Collects attributes in the order in which they are added. Keys are unique and never empty. */
export class Attributes {
  /** The attributes so far, as elements of a JSON array. */
  text = "";
  private readonly quoted: Quote;
  private readonly keys = new Set<string>();

  constructor(quoted: Quote) {
    this.quoted = quoted;
  }

  /**
   * Adds a JSON value, unless it is null or undefined. An empty or duplicate key gets the prefix
   * `coder.`.
   */
  add(key: string, value: unknown): void {
    if (value === undefined || value === null) {
      return;
    }
    let free = key.toWellFormed();
    while (free === "" || this.keys.has(free)) {
      free = `coder.${free}`;
    }
    this.keys.add(free);
    const separator = this.text === "" ? "" : ",";
    this.text += `${separator}{"key":${this.quoted(free)},"value":${anyValueText(value, this.quoted)}}`;
  }

  /** Adds the fields of a JSON object. `prefix` is put before each key. */
  addAll(fields: Readonly<Record<string, unknown>>, prefix = ""): void {
    for (const key of Object.keys(fields)) {
      this.add(prefix + key, fields[key]);
    }
  }
}
