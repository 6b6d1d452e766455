/**
 * Milliseconds that a file system gets to answer before a question is asked. One that is no longer
 * reachable may never answer.
 */
export const TIME_LIMIT_MS = 10_000;

/**
 * Settles like `work`. If that takes longer than `limitMs`, rejects with an error that has the code
 * `ETIMEDOUT` and names `path`. `work` continues in the background.
 */
export async function withTimeLimit<T>(
  path: string,
  work: PromiseLike<T>,
  limitMs = TIME_LIMIT_MS,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = `ETIMEDOUT: no answer within ${limitMs / 1000} s, '${path}'`;
      reject(Object.assign(new Error(message), { code: "ETIMEDOUT", path }));
    }, limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
