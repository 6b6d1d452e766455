import { isObject } from "../event";

/** How events are stored on this machine; `coder.telemetry.local`. */
export interface LocalSinkSettings {
  /** Seconds after which what is in memory is stored. */
  readonly flushIntervalSeconds: number;
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
  readonly maximum: number;
}

/** In the manifest as well, which a test holds equal. */
export const localSinkRules: Readonly<Record<keyof LocalSinkSettings, Rule>> = {
  flushIntervalSeconds: { default: 15, minimum: 1, maximum: 3600 },
  flushBatchSize: { default: 100, minimum: 1, maximum: 10_000 },
  bufferLimit: { default: 500, minimum: 1, maximum: 100_000 },
  maxFileBytes: { default: 5_000_000, minimum: 1000, maximum: 1_000_000_000 },
  maxAgeDays: { default: 30, minimum: 1, maximum: 3650 },
  maxTotalBytes: { default: 100_000_000, minimum: 1000, maximum: 100_000_000_000 },
};

/** A setting that is not used as it stands. */
export interface SettingsProblem {
  /** Name of the setting below `coder.telemetry.local`; empty for the whole. */
  readonly key: string;
  readonly value: unknown;
}

/** Reads `coder.telemetry.local`; what is wrong falls back to its default, and is among the problems. */
export function parseLocalSinkSettings(value: unknown): {
  readonly settings: LocalSinkSettings;
  readonly problems: readonly SettingsProblem[];
} {
  const isWhole = value === undefined || isObject(value);
  const given = isObject(value) ? value : {};
  const problems: SettingsProblem[] = isWhole ? [] : [{ key: "", value }];
  for (const key of Object.keys(given)) {
    if (!isValid(key, given[key])) {
      problems.push({ key, value: given[key] });
    }
  }
  const settings = Object.fromEntries(
    Object.entries(localSinkRules).map(([key, rule]) => [
      key,
      isValid(key, given[key]) ? given[key] : rule.default,
    ]),
  );
  return { settings: settings as unknown as LocalSinkSettings, problems };
}

function isValid(key: string, value: unknown): boolean {
  const rule = Object.entries(localSinkRules).find(([name]) => name === key)?.[1];
  return (
    rule !== undefined &&
    Number.isSafeInteger(value) &&
    Number(value) >= rule.minimum &&
    Number(value) <= rule.maximum
  );
}
