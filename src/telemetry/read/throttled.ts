/** Minimum time between two messages, to keep the load on the thread that receives them low. */
const INTERVAL_MS = 50;

/** Returns a function that tells the progress of a thread, unless it has just done so. */
export function throttled<Progress>(
  tell: (progress: Progress) => void,
): (progress: Progress) => void {
  let toldAt = 0;
  return (progress) => {
    const now = Date.now();
    // The clock can have been set back.
    if (Math.abs(now - toldAt) >= INTERVAL_MS) {
      toldAt = now;
      tell(progress);
    }
  };
}
