import { isObject } from "../../stored/event";

/** How events are stored on this machine (`coder.telemetry.local`). */
export interface LocalSinkSettings {
  /** Milliseconds until events in memory are stored. */
  readonly flushIntervalMs: number;
  /** Number of events in memory that triggers storing. */
  readonly flushBatchSize: number;
  /** Maximum number of events in memory while they can't be stored. The oldest are dropped. */
  readonly bufferLimit: number;
  /** Maximum size of a file in bytes. A new file is started when it is full. */
  readonly maxFileBytes: number;
  /** Days until a file is deleted. */
  readonly maxAgeDays: number;
  /** Maximum total size of all files in bytes. The oldest are deleted. */
  readonly maxTotalBytes: number;
}

interface Rule {
  readonly default: number;
  readonly minimum: number;
}

/**
 * The same defaults and limits as in the Coder extension. A test checks that the manifest has the
 * same values.
 */
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
  // The first version had this setting instead of flushIntervalMs.
  ["flushIntervalSeconds", 1] as const,
]);

/** A setting and its value, which is invalid or contradicts another setting. */
export interface SettingsProblem {
  /** Name of the setting after `coder.telemetry.`. */
  readonly setting: string;
  readonly value: unknown;
}

/** A setting that contradicts another one, because its value is larger than that of the other. */
export interface SettingsConflict extends SettingsProblem {
  readonly limit: SettingsProblem;
}

/** Each of these settings has no effect above the value of another one. */
const limits = [
  { key: "flushBatchSize", limit: "bufferLimit" },
  { key: "maxFileBytes", limit: "maxTotalBytes" },
] as const satisfies readonly Record<string, keyof LocalSinkSettings>[];

/**
 * Whether recording is on, given the values of `coder.telemetry.level` from all settings files. A
 * single "off" turns it off.
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
 * Combines the values of `coder.telemetry.local` from all settings files. A field in a later value
 * overrides the same field in an earlier one. An invalid field is replaced with its default and
 * reported in `problems`. Where two fields contradict each other, the smaller value applies to both,
 * which is reported in `conflicts`.
 */
export function parseLocalSinkSettings(...values: readonly unknown[]): {
  readonly settings: LocalSinkSettings;
  readonly problems: readonly SettingsProblem[];
  readonly conflicts: readonly SettingsConflict[];
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
  const conflicts = limits.filter(({ key, limit }) => settings[key] > settings[limit]);
  const limited = conflicts.map(({ key, limit }) => [key, settings[limit]] as const);
  return {
    settings: { ...settings, ...Object.fromEntries(limited) },
    problems,
    conflicts: conflicts.map(({ key, limit }) => ({
      setting: `local.${key}`,
      value: settings[key],
      limit: { setting: `local.${limit}`, value: settings[limit] },
    })),
  };
}

/** Returns the value if it is valid for the setting. */
function validNumber(key: string, value: unknown): number | undefined {
  const minimum = minimums.get(key) ?? Infinity;
  return typeof value === "number" && Number.isFinite(value) && value >= minimum
    ? value
    : undefined;
}
