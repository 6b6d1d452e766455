import { toRecordedError } from "./recordedError";

/** Time in milliseconds between two reports of errors of the same kind. */
const INTERVAL_MS = 3_600_000;

/** Errors of further kinds are counted together. */
const MAX_KINDS = 20;

/**
 * Receives an error. `repeats` is 0 for the first error of its kind. Otherwise, it is the number of
 * errors of this kind since the last report, and `error` is the latest of them.
 */
export type OnError = (error: unknown, repeats: number) => void;

interface Repeated {
  readonly latest: unknown;
  readonly count: number;
}

/**
 * Limits how often errors are reported. The first error of a kind is reported immediately, and
 * further ones once an hour as a number. Errors with the same type and codes are of one kind.
 */
export class RepeatedErrors {
  private readonly onError: OnError;
  private kinds = new Map<string, Repeated>();
  private timer: NodeJS.Timeout | undefined;

  constructor(onError: OnError) {
    this.onError = onError;
  }

  /** Reports or counts an error. */
  add(error: unknown): void {
    const kind = this.kindOf(error);
    const known = this.kinds.get(kind);
    this.kinds.set(kind, { latest: error, count: known ? known.count + 1 : 0 });
    if (!known) {
      this.onError(error, 0);
    }
    this.flushLater();
  }

  /** Reports the errors that were counted. Forgets the kinds that were not repeated. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const repeated = [...this.kinds.values()].filter(({ count }) => count > 0);
    this.kinds = new Map();
    for (const { latest, count } of repeated) {
      this.onError(latest, count);
      this.kinds.set(this.kindOf(latest), { latest, count: 0 });
    }
  }

  private flushLater(): void {
    this.timer ??= setTimeout(() => {
      this.flush();
      if (this.kinds.size > 0) {
        this.flushLater();
      }
    }, INTERVAL_MS).unref();
  }

  private kindOf(error: unknown): string {
    const { message } = toRecordedError(error);
    return this.kinds.has(message) || this.kinds.size < MAX_KINDS ? message : "other";
  }
}
