/** Numbers the different texts of a column, in the order in which they first appear. */
export class Names {
  private readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();

  /** Returns the number of a text. */
  add(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.texts.length;
      // A copy: the text can be a slice of a chunk, which it would keep in memory. UTF-16 also keeps
      // lone surrogates.
      const copy = Buffer.from(text, "utf16le").toString("utf16le");
      this.numbers.set(copy, number);
      this.texts.push(copy);
    }
    return number;
  }

  textOf(number: number): string {
    return this.texts[number] ?? "";
  }

  /** Returns the numbers of those texts that exist. */
  numbersOf(texts: readonly string[]): ReadonlySet<number> {
    return new Set(texts.flatMap((text) => this.numbers.get(text) ?? []));
  }
}
