export type Dialect = "A" | "B" | "C";

/** How much telemetry, and how it lies in its files. */
export interface DataShape {
  /** Bytes of all files, about. */
  readonly size: number;
  readonly dialect: Dialect;
  readonly days: number;
  readonly sessionsPerDay: number;
  /** `session`: each has files of its own. `day`: those of a day share one, in order of time. */
  readonly file: "session" | "day";
  /** Bytes at which a session's file is full. */
  readonly maxFileBytes: number;
  /** Bytes by which a line is longer than it need be. */
  readonly padding: number;
}

/** The first UTC day of all telemetry made here. */
export const FIRST_DAY = Date.UTC(2026, 0, 1);

/** As the Coder extension records it in life: a few windows a day, in files of 5 MB. */
export const usualShape = {
  dialect: "C",
  days: 30,
  sessionsPerDay: 4,
  file: "session",
  maxFileBytes: 5_000_000,
  padding: 0,
} as const;

/** 5,000 windows, with files of 20 KB. */
export const sessionsShape = { ...usualShape, size: 100_000_000, sessionsPerDay: 167 } as const;

/** 2 GB, whose first days are as much less as a measurement wants. */
export const largeShape = { ...usualShape, size: 2_000_000_000, days: 200 } as const;
