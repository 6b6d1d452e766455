/** Milliseconds that running work gets to finish after an abort. */
const GRACE_MS = 100;

/**
 * Settles like `work`. If the signal aborts and `work` doesn't settle soon after, throws the
 * signal's reason. `work` continues in the background.
 */
export async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) {
    return work;
  }
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    onAbort = () => {
      timer = setTimeout(() => {
        reject(signal.reason as Error);
      }, GRACE_MS);
    };
  });
  if (signal.aborted) {
    onAbort();
  } else {
    signal.addEventListener("abort", onAbort);
  }
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

/** The same for work that opens something. If that is opened after an abort, `close` is called with it. */
export async function openUnlessAborted<T>(
  opening: Promise<T>,
  signal: AbortSignal | undefined,
  close: (opened: T) => Promise<void>,
): Promise<T> {
  try {
    return await untilAborted(opening, signal);
  } catch (error) {
    void opening.then(close, () => undefined);
    throw error;
  }
}
