import { type Figure, timeOf } from "./measurement";

/** Of which so many warm up the compiler and the disk. */
const ROUNDS = 150;
const WARM_UP_ROUNDS = 50;

/** The milliseconds of a figure in a smaller unit, each split among so many events. */
interface Scale {
  /** How many of the unit a millisecond has. */
  readonly perMs: number;
  readonly events?: number;
}

/**
 * The time that `work` takes, with `prepare` before each time, which is not counted. An average, so
 * that the garbage which it leaves to be collected counts.
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
