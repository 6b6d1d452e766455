import { isObject } from "../../stored/event";

/** How events are stored on this machine; `coder.telemetry.local`. */
export interface LocalSinkSettings {
  /** Milliseconds after which what is in memory is stored. */
  readonly flushIntervalMs: number;
  /** Events in memory at which they are stored at once. */
  readonly flushBatchSize: number;
  /** Events in memory above which the oldest are dropped, while they can't be stored. */
  readonly bufferLimit: number;
  /** Bytes at which a file is full and the next part begins. */
  readonly maxFileBytes: number;
  /** Days for which a file is kept. */
  readonly maxAgeDays: number;
  /** Bytes of all files above which the oldest are removed. */
  readonly maxTotalBytes: number;
}

interface Rule {
  readonly default: number;
  readonly minimum: number;
}

/** The Coder extension's. In the manifest as well, which a test holds equal. */
export const localSinkRules: Readonly<Record<keyof LocalSinkSettings, Rule>> = {
  flushIntervalMs: { default: 15_000, minimum: 1000 },
  flushBatchSize: { default: 100, minimum: 1 },
  bufferLimit: { default: 500, minimum: 10 },
  maxFileBytes: { default: 5_242_880, minimum: 4096 },
  maxAgeDays: { default: 30, minimum: 1 },
  maxTotalBytes: { default: 104_857_600, minimum: 4096 },
};

const minimums = new Map([
  ...Object.entries(localSinkRules).map(([key, { minimum }]) => [key, minimum] as const),
  // What the first version had instead of flushIntervalMs.
  ["flushIntervalSeconds", 1] as const,
]);

/** A setting that is not used as it stands. */
export interface SettingsProblem {
  /** Name of the setting below `coder.telemetry`. */
  readonly setting: string;
  readonly value: unknown;
}

/**
 * Whether to record, by all values of `coder.telemetry.level` that count: whoever says "off" switches it off.
 */
export function parseLevel(values: readonly unknown[]): {
  readonly isOn: boolean;
  readonly problems: readonly SettingsProblem[];
} {
  const problems = values
    .filter((value) => value !== "off" && value !== "local")
    .map((value) => ({ setting: "level", value }));
  return { isOn: !values.includes("off"), problems };
}

/**
 * Reads all values of `coder.telemetry.local` that count, a field of a later one over that of an earlier
 * one. What is wrong falls back to its default, and is among the problems.
 */
export function parseLocalSinkSettings(...values: readonly unknown[]): {
  readonly settings: LocalSinkSettings;
  readonly problems: readonly SettingsProblem[];
} {
  const given = Object.fromEntries(values.filter(isObject).flatMap(Object.entries<unknown>));
  const problems = [
    ...values.filter((value) => !isObject(value)).map((value) => ({ setting: "local", value })),
    ...Object.entries(given)
      .filter(([key, value]) => validNumber(key, value) === undefined)
      .map(([key, value]) => ({ setting: `local.${key}`, value })),
  ];
  const setting = (key: keyof LocalSinkSettings): number =>
    validNumber(key, given[key]) ?? localSinkRules[key].default;
  const seconds = validNumber("flushIntervalSeconds", given["flushIntervalSeconds"]);
  const settings = {
    flushIntervalMs:
      seconds !== undefined && !("flushIntervalMs" in given)
        ? seconds * 1000
        : setting("flushIntervalMs"),
    flushBatchSize: setting("flushBatchSize"),
    bufferLimit: setting("bufferLimit"),
    maxFileBytes: setting("maxFileBytes"),
    maxAgeDays: setting("maxAgeDays"),
    maxTotalBytes: setting("maxTotalBytes"),
  };
  return { settings, problems };
}

/** The value, if it is one that the setting can have. */
function validNumber(key: string, value: unknown): number | undefined {
  const minimum = minimums.get(key) ?? Infinity;
  return typeof value === "number" && Number.isFinite(value) && value >= minimum
    ? value
    : undefined;
}
