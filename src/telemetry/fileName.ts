import { parseUtcDate } from "./utcDate";

/** What the name of a telemetry file says of its content. */
export interface TelemetryFileName {
  /** The UTC day of the events in it, `YYYY-MM-DD`. */
  readonly date: string;
  /** The first eight characters of the id of the window that wrote it, where it is one window's. */
  readonly session?: string | undefined;
  /** 0 for the first file of a day, then 1, 2 … as files fill. */
  readonly part: number;
}

const FILE_NAME = /^telemetry-(\d{4}-\d\d-\d\d)(?:-([0-9A-Za-z]{8}))?(?:\.([1-9]\d{0,8}))?\.jsonl$/;

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
