/** What is running when a signal aborts has so many milliseconds to end by itself. */
const GRACE_MS = 100;

/**
 * What `work` settles with. When the signal has aborted and `work` does not end soon, this throws the
 * signal's reason, and `work` goes on without anybody waiting for it.
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
