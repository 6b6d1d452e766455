import { type Quote, anyValueText } from "./anyValue";

/** Collects attributes, whose keys are unique and never empty, in the order in which they are added. */
export class Attributes {
  /** Those so far, as the members of a JSON array. */
  text = "";
  private readonly quoted: Quote;
  private readonly keys = new Set<string>();

  constructor(quoted: Quote) {
    this.quoted = quoted;
  }

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
    const separator = this.text === "" ? "" : ",";
    this.text += `${separator}{"key":${this.quoted(free)},"value":${anyValueText(value, this.quoted)}}`;
  }

  /** Adds each field of a JSON object, its key behind `prefix`. */
  addAll(fields: Readonly<Record<string, unknown>>, prefix = ""): void {
    for (const key of Object.keys(fields)) {
      this.add(prefix + key, fields[key]);
    }
  }
}
