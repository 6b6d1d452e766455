/**
 * A set of integers as sorted runs of consecutive ones: the first and the last integer of each run,
 * one after the other. `[0, 4, 7, 7]` is the set of 0 to 4 and 7.
 */
export type Runs = number[];

/**
 * Adds an integer, unless the set contains it. Returns false if it would need a new run and `mayGrow`
 * is false.
 */
export function addToRuns(runs: Runs, value: number, mayGrow: boolean): boolean {
  // Most values continue the last run.
  if (runs.at(-1) === value - 1) {
    runs[runs.length - 1] = value;
    return true;
  }
  const at = runAfter(runs, value - 1);
  const [first = Infinity, last = Infinity] = runs.slice(at, at + 2);
  if (first <= value && value <= last) {
    return true;
  }
  if (last === value - 1) {
    runs[at + 1] = value;
    if (runs[at + 2] === value + 1) {
      runs.splice(at + 1, 2);
    }
  } else if (first === value + 1) {
    runs[at] = value;
  } else if (mayGrow) {
    runs.splice(at, 0, value, value);
  } else {
    return false;
  }
  return true;
}

/** The index of the first run that doesn't end before `value`. */
function runAfter(runs: Runs, value: number): number {
  let [low, high] = [0, runs.length / 2];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((runs[2 * middle + 1] ?? Infinity) < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return 2 * low;
}

/** Returns the integers that are in at least one of two sets. */
export function uniteRuns(a: Runs, b: Runs): Runs {
  const pairs = [...pairsOf(a), ...pairsOf(b)].sort(([first], [second]) => first - second);
  const united: Runs = [];
  for (const [first, last] of pairs) {
    const end = united.at(-1) ?? -Infinity;
    if (first > end + 1) {
      united.push(first, last);
    } else {
      united[united.length - 1] = Math.max(end, last);
    }
  }
  return united;
}

/** Returns how many integers a set contains. */
export function sizeOfRuns(runs: Runs): number {
  // The size of a run first: `size + last` can exceed `Number.MAX_SAFE_INTEGER`.
  return pairsOf(runs).reduce((size, [first, last]) => size + (last - first + 1), 0);
}

/** Returns what is between the runs: the integers before and after each gap. */
export function gapsIn(runs: Runs): { readonly after: number; readonly before: number }[] {
  return pairsOf(runs.slice(1, -1)).map(([after, before]) => ({ after, before }));
}

function pairsOf(numbers: readonly number[]): [number, number][] {
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, index) => [
    numbers[2 * index] ?? NaN,
    numbers[2 * index + 1] ?? NaN,
  ]);
}
