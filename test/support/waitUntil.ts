import { setTimeout as delay } from "node:timers/promises";

const TIMEOUT_MS = 60_000;

/**
 * Asks again and again until the answer is what is waited for, and returns it.
 *
 * @throws Error that says what was waited for, and the last answer, after a minute.
 */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) {
      return answer;
    }
    if (Date.now() > deadline) {
      const last = JSON.stringify(answer).slice(0, 2_000);
      throw new Error(`Waited ${TIMEOUT_MS / 1000} s for ${what}; last, there was ${last}.`);
    }
    await delay(50);
  }
}
