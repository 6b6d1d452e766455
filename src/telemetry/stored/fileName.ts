import { parseUtcDate } from "./utcDate";

/** The parts of a telemetry file's name. */
export interface TelemetryFileName {
  /** The UTC day of the events in it, `YYYY-MM-DD`. */
  readonly date: string;
  /**
   * Identifies the window that wrote the file, if only one did. The extensions use the first eight
   * characters of its session ID. Any text without a dot or slash is accepted.
   */
  readonly session?: string | undefined;
  /** 0 for the first file of a day. Each time a file is full, the next one gets the next number. */
  readonly part: number;
}

const FILE_NAME = /^telemetry-(\d{4}-\d\d-\d\d)(?:-([^./]+))?(?:\.([1-9]\d{0,8}))?\.jsonl$/;

/**
 * Parses `telemetry-YYYY-MM-DD[-session][.part].jsonl`. Returns undefined for any other name, or if
 * the date doesn't exist.
 */
export function parseFileName(name: string): TelemetryFileName | undefined {
  const [, date, session, part = "0"] = FILE_NAME.exec(name) ?? [];
  if (date === undefined || parseUtcDate(date) === undefined) {
    return undefined;
  }
  return { date, session, part: Number(part) };
}

/** Returns the file name for these parts; the inverse of {@link parseFileName}. */
export function formatFileName({ date, session, part }: TelemetryFileName): string {
  return `telemetry-${date}${session ? `-${session}` : ""}${part > 0 ? `.${part}` : ""}.jsonl`;
}
