/** Describes the measurements of an event that samples something. */
export interface Sample {
  /** Whether a measurement counts something during the sample's window. All others are gauges. */
  readonly isCount: (key: string) => boolean;
}

/** The samples that the Coder extension records, by event name. */
export const samples: ReadonlyMap<string, Sample> = new Map<string, Sample>([
  ["http.requests", { isCount: (key) => /^count(?:\.|$)/.test(key) }],
  ["ssh.network.sampled", { isCount: () => false }],
]);

/** Unit of counts in UCUM. Only requests are counted. */
export const COUNT_UNIT = "{request}";

/** The measurement with the length of the window that ends at the event's time, in seconds. */
export const WINDOW = "window_seconds";

/** Suffixes of measurements, and their units in UCUM, which OpenTelemetry uses. */
const UNITS = [
  ["_ms", "ms"],
  ["_seconds", "s"],
  ["_mbits", "Mbit/s"],
] as const;

/** Splits the key of a measurement into a name and a unit, which can be empty. */
export function splitUnit(key: string): { readonly name: string; readonly unit: string } {
  const [suffix, unit] = UNITS.find(([end]) => key.endsWith(end)) ?? ["", ""];
  return { name: key.slice(0, key.length - suffix.length), unit };
}
