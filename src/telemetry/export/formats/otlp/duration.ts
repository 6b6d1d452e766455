import type { TelemetryEvent } from "../../../read/eventLines";
import { isObject } from "../../../stored/event";
import { decimalText } from "../../../text/decimalText";
import { toUnixNano } from "./unixNano";

/** A period that ends at an event's time, in nanoseconds since the epoch as decimal strings. */
export interface Period {
  readonly start: string;
  readonly end: string;
}

/** Nanoseconds per unit, as a power of ten. */
export const MILLISECONDS = 6;
export const SECONDS = 9;

/**
 * Returns the period of a duration that ends at the event's time, or undefined if the duration is
 * not a number of zero or more, or if OTLP can't represent one of the times.
 */
export function periodOf(
  { time }: TelemetryEvent,
  duration: unknown,
  unit: typeof MILLISECONDS | typeof SECONDS,
): Period | undefined {
  const end = toUnixNano(time);
  if (
    end === undefined ||
    typeof duration !== "number" ||
    !(duration >= 0 && duration < Infinity)
  ) {
    return undefined;
  }
  const start = BigInt(end) - toNanoseconds(duration, unit);
  return start > 0n ? { start: String(start), end } : undefined;
}

/** Returns a measurement of an event. */
export function measurementOf({ row }: TelemetryEvent, key: string): unknown {
  const { measurements } = row;
  return isObject(measurements) ? measurements[key] : undefined;
}

/**
 * Converts a duration to whole nanoseconds, rounded half up. Calculates with the decimal digits,
 * because multiplying floating-point numbers is inexact (`node -p '1.1 * 1e6'`).
 */
function toNanoseconds(duration: number, unit: number): bigint {
  const [, whole = "", fraction = "", exponent = "0"] =
    /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(decimalText(duration)) ?? [];
  const digits = BigInt(whole + fraction);
  const shift = unit + Number(exponent) - fraction.length;
  const factor = 10n ** BigInt(Math.abs(shift));
  return shift >= 0 ? digits * factor : (digits + factor / 2n) / factor;
}
