/** So many results are remembered, of texts that are no longer than so many characters. */
const MAX_RESULTS = 10_000;
const MAX_LENGTH = 300;

/** What a function made of the texts that it was given last: events have most of theirs in common. */
export class Memo<Result> {
  private readonly results = new Map<string, Result>();

  /** The result for a text, which is computed unless it is remembered. */
  of(text: string, compute: (text: string) => Result): Result {
    const known = this.results.get(text);
    if (known !== undefined) {
      return known;
    }
    const result = compute(text);
    if (text.length <= MAX_LENGTH) {
      if (this.results.size === MAX_RESULTS) {
        this.results.clear();
      }
      this.results.set(text, result);
    }
    return result;
  }
}
