// The rows of a table, fetched from the extension in pages as they come into view.
import type { Pending } from "../host";

const PAGE_SIZE = 100;
/** Pages that are kept: a few screens back and forth. */
const MAX_PAGES = 20;

export interface Fetched<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

export class Pages<Row> {
  readonly #fetch: (offset: number, count: number) => Pending<Fetched<Row>>;
  readonly #changed: () => void;
  readonly #pages = new Map<number, readonly Row[]>();
  readonly #awaited = new Map<number, Pending<Fetched<Row>>>();
  #total: number | undefined;
  #failure: string | undefined;

  /** `changed` is called when there are new rows, or a failure. */
  constructor(
    fetch: (offset: number, count: number) => Pending<Fetched<Row>>,
    changed: () => void,
  ) {
    this.#fetch = fetch;
    this.#changed = changed;
  }

  /** The number of rows, as soon as it is known. */
  get total(): number | undefined {
    return this.#total;
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  /** Returns the row if it has been fetched. */
  at(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE];
  }

  /** Fetches the rows from `first` to `last`, and stops fetching others. */
  show(first: number, last: number): void {
    const [from, to] = [Math.floor(first / PAGE_SIZE), Math.floor(last / PAGE_SIZE)];
    for (const [page, pending] of this.#awaited) {
      if (page < from || page > to) {
        pending.cancel();
        this.#awaited.delete(page);
      }
    }
    for (let page = from; page <= to; page++) {
      this.#want(page);
    }
  }

  /** Fetches again after a failure. */
  retry(): void {
    this.#failure = undefined;
    this.show(0, 0);
    this.#changed();
  }

  close(): void {
    for (const pending of this.#awaited.values()) {
      pending.cancel();
    }
    this.#awaited.clear();
  }

  #want(page: number): void {
    const kept = this.#pages.get(page);
    if (kept) {
      // The most recently shown pages come last.
      this.#pages.delete(page);
      this.#pages.set(page, kept);
    } else if (!this.#awaited.has(page) && this.#failure === undefined) {
      void this.#load(page);
    }
  }

  async #load(page: number): Promise<void> {
    const pending = this.#fetch(page * PAGE_SIZE, PAGE_SIZE);
    this.#awaited.set(page, pending);
    try {
      const { total, rows } = await pending.answer;
      this.#total = total;
      this.#pages.set(page, rows);
      this.#forget();
    } catch (error) {
      this.#failure = (error as Error).message;
    }
    this.#awaited.delete(page);
    this.#changed();
  }

  #forget(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= MAX_PAGES) {
        return;
      }
      this.#pages.delete(page);
    }
  }
}
