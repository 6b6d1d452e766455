import { type Figure, timeOf } from "./measurement";

/** Total number of rounds, including those for warming up. */
const ROUNDS = 150;
const WARM_UP_ROUNDS = 50;

/** Converts milliseconds per round to a smaller unit, per event. */
interface Scale {
  /** Number of units per millisecond. */
  readonly perMs: number;
  readonly events?: number;
}

/**
 * Measures the average time of `work`. The time of `prepare`, which runs before each round, is not
 * included. An average, and not a median, to include the time of garbage collection.
 */
export async function averageTime(
  prepare: () => void | Promise<void>,
  work: () => void | Promise<void>,
  { perMs, events = 1 }: Scale,
): Promise<Figure> {
  let [value, cpu] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    await prepare();
    const time = await timeOf(async () => work());
    if (round >= WARM_UP_ROUNDS) {
      value += time.value;
      cpu += time.cpu;
    }
  }
  const scale = perMs / (ROUNDS - WARM_UP_ROUNDS) / events;
  return { value: value * scale, cpu: cpu * scale };
}
