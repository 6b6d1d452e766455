// Telemetry that the Coder extension wrote, as if it had written it lately.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DAY_MS, formatUtcDate } from "../src/telemetry/stored/utcDate";
import { repositoryRoot } from "./repository";

/** A folder that the real extension wrote. See its first day: two windows, each of which recorded all kinds of events. */
const RECORDED = join(repositoryRoot, "test/fixtures/coder-extension/telemetry");
const FIRST_DAY = /^telemetry-2026-11-20-([0-9a-f]{8})(.*\.jsonl)$/;
const LAST_EVENT_MS = Date.parse("2026-11-20T10:00:00.579Z");

/**
 * Writes into `directory` what the Coder extension recorded on one day, once for each of `days` days. The last event of each day is at
 * the time of `end`. Every day has sessions, traces and events of its own, and all have the same machine.
 */
export async function writeSampleTelemetry(
  directory: string,
  { end, days }: { end: Date; days: number },
): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const name of await readdir(RECORDED)) {
    const [, session = "", rest = ""] = FIRST_DAY.exec(name) ?? [];
    const text = session && (await readFile(join(RECORDED, name), "utf8"));
    for (let day = 0; text && day < days; day++) {
      const last = end.getTime() - day * DAY_MS;
      const file = `telemetry-${formatUtcDate(last)}-${otherId(session, day)}${rest}`;
      await writeFile(join(directory, file), moved(text, last - LAST_EVENT_MS, day));
    }
  }
}

function moved(text: string, shiftMs: number, day: number): string {
  return text
    .replace(/(?<="timestamp":")[^"]+/g, (timestamp) =>
      new Date(Date.parse(timestamp) + shiftMs).toISOString(),
    )
    .replace(/(?<=")(?:[0-9a-f]{16}|[0-9a-f]{32})(?=")/g, (id) => otherId(id, day));
}

/** Another id for each day, and equal ones for equal ids. */
function otherId(id: string, day: number): string {
  const start = (parseInt(id.slice(0, 4), 16) ^ day).toString(16).padStart(4, "0");
  return start + id.slice(4);
}
