/** Of which so many warm up the compiler and the disk. */
const ROUNDS = 150;
const WARM_UP_ROUNDS = 50;

/**
 * Nanoseconds that `work` takes, with `prepare` before each time, which is not counted. An average, so
 * that the garbage which it leaves to be collected counts.
 */
export async function averageTime(
  prepare: () => void | Promise<void>,
  work: () => void | Promise<void>,
): Promise<number> {
  let total = 0n;
  for (let round = 0; round < ROUNDS; round++) {
    await prepare();
    const begin = process.hrtime.bigint();
    await work();
    const end = process.hrtime.bigint();
    total += round < WARM_UP_ROUNDS ? 0n : end - begin;
  }
  return Number(total) / (ROUNDS - WARM_UP_ROUNDS);
}
