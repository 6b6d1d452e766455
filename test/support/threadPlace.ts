import * as fs from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Place } from "./place";
import { timedRow } from "./rows";

/** The worker that `npm run export` uses. */
export const WORKER = join(__dirname, "../../../dist/telemetry/export/document/worker.js");

/** A folder with enough telemetry for an export on threads. */
export class ThreadPlace extends Place {
  constructor() {
    super();
    fs.rmSync(this.directory, { recursive: true });
    fs.mkdirSync(this.directory);
  }

  write(name: string, lines: readonly string[]): void {
    fs.writeFileSync(join(this.directory, name), lines.map((line) => `${line}\n`).join(""));
  }

  /** Writes a day, which is exported on a single thread. */
  writeDay(count = 5000): void {
    const lines = Array.from({ length: count }, (_, index) => line(index));
    this.write("telemetry-2026-03-01-00000000.jsonl", lines);
  }

  /**
   * Writes three days, which are exported on two threads and split before the second day. The first
   * events in each file belong to the day before.
   */
  writeDays(): void {
    for (const [day, count] of [1200, 30, 1200].entries()) {
      const start = Date.UTC(2026, 2, 1 + day);
      const lines = Array.from({ length: count }, (_, index) =>
        line(index, {
          timestamp: new Date(start + 20_000 * (index - 5)),
          added: "x".repeat(4000),
        }),
      );
      const date = new Date(start).toISOString().slice(0, 10);
      this.write(`telemetry-${date}-00000000.jsonl`, [...lines, `torn ${day}`]);
    }
  }
}

/** Returns a stored row. Different indexes give different rows. */
export function line(index: number, fields: object = {}): string {
  return JSON.stringify({
    ...timedRow({
      event_name: `event ${index}`,
      timestamp: new Date(Date.UTC(2026, 2, 1) + index * 1000).toISOString(),
      context: { session_id: `0a1b2c3${index % 3}`, os_type: "linux" },
      event_sequence: Math.floor(index / 3),
      properties: { text: "x".repeat(index % 700), secret: "hunter2" },
    }),
    ...fields,
  });
}

/** Number of files that this process has open. */
export function openFiles(): number {
  return fs.readdirSync("/dev/fd").length;
}

/**
 * Waits until no more files are open than before. Threads close their files shortly after they end.
 */
export async function areClosed(before: number): Promise<void> {
  while (openFiles() > before) {
    await sleep(10);
  }
}
