import { parseUtcDate } from "./utcDate";

/** What the name of a telemetry file says of its content. */
export interface TelemetryFileName {
  /** The UTC day of the events in it, `YYYY-MM-DD`. */
  readonly date: string;
  /**
   * What stands for the window that wrote it, where it is one window's: the extensions write the first
   * eight characters of its session id, and any text without a dot is read.
   */
  readonly session?: string | undefined;
  /** 0 for the first file of a day, then 1, 2 … as files fill. */
  readonly part: number;
}

const FILE_NAME = /^telemetry-(\d{4}-\d\d-\d\d)(?:-([^./]+))?(?:\.([1-9]\d{0,8}))?\.jsonl$/;

/**
 * Reads `telemetry-YYYY-MM-DD[-session][.part].jsonl`. Undefined for every other name, also for one
 * whose date the calendar does not have.
 */
export function parseFileName(name: string): TelemetryFileName | undefined {
  const [, date, session, part = "0"] = FILE_NAME.exec(name) ?? [];
  if (date === undefined || parseUtcDate(date) === undefined) {
    return undefined;
  }
  return { date, session, part: Number(part) };
}

/** The name that {@link parseFileName} reads. */
export function formatFileName({ date, session, part }: TelemetryFileName): string {
  return `telemetry-${date}${session ? `-${session}` : ""}${part > 0 ? `.${part}` : ""}.jsonl`;
}
