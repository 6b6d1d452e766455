export type Dialect = "A" | "B" | "C";

/** The amount of telemetry and how it is divided into files. */
export interface DataShape {
  /** Approximate total size in bytes. */
  readonly size: number;
  readonly dialect: Dialect;
  readonly days: number;
  readonly sessionsPerDay: number;
  /**
   * `session`: each session has its own files. `day`: all sessions of a day share a file, in
   * chronological order.
   */
  readonly file: "session" | "day";
  /** Maximum size in bytes of a session's file. */
  readonly maxFileBytes: number;
  /** Number of bytes that are added to each line. */
  readonly padding: number;
}

/** The first UTC day of generated telemetry. */
export const FIRST_DAY = Date.UTC(2026, 0, 1);

/** Typical telemetry of the Coder extension: a few windows a day and files of 5 MB. */
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

/** 2 GB. Measurements of less read only the first days. */
export const largeShape = { ...usualShape, size: 2_000_000_000, days: 200 } as const;
