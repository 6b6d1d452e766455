import * as fs from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Place } from "./place";
import { row } from "./rows";

/** The one that `npm run export` starts. */
export const WORKER = join(__dirname, "../../../dist/telemetry/export/document/worker.js");

/** A place with telemetry of its own, so much that threads export it. */
export class ThreadPlace extends Place {
  constructor() {
    super();
    fs.rmSync(this.directory, { recursive: true });
    fs.mkdirSync(this.directory);
  }

  write(name: string, lines: readonly string[]): void {
    fs.writeFileSync(join(this.directory, name), lines.map((line) => `${line}\n`).join(""));
  }

  /** A day that one thread writes. */
  writeDay(count = 5000): void {
    const lines = Array.from({ length: count }, (_, index) => line(index));
    this.write("telemetry-2026-03-01-00000000.jsonl", lines);
  }

  /** Three days that two threads write, cut before the second. The first events of a file are of the day before. */
  writeDays(): void {
    for (const [day, count] of [3000, 30, 3000].entries()) {
      const start = Date.UTC(2026, 2, 1 + day);
      const lines = Array.from({ length: count }, (_, index) =>
        line(index, {
          timestamp: new Date(start + 20_000 * (index - 5)),
          added: "x".repeat(1500),
        }),
      );
      const date = new Date(start).toISOString().slice(0, 10);
      this.write(`telemetry-${date}-00000000.jsonl`, [...lines, `torn ${day}`]);
    }
  }
}

/** A stored row that is not like the one before. */
export function line(index: number, fields: object = {}): string {
  return JSON.stringify({
    ...row({
      event_name: `event ${index}`,
      timestamp: new Date(Date.UTC(2026, 2, 1) + index * 1000).toISOString(),
      context: { session_id: String(index % 3), os_type: "linux" },
      properties: { text: "x".repeat(index % 700), secret: "hunter2" },
    }),
    ...fields,
  });
}

/** Files that this process has open. */
export function openFiles(): number {
  return fs.readdirSync("/dev/fd").length;
}

/** Waits until no more files are open than before: threads that are ended close theirs a moment later. */
export async function areClosed(before: number): Promise<void> {
  while (openFiles() > before) {
    await sleep(10);
  }
}
