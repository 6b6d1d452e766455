// A telemetry folder that the real Coder extension has written.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../scripts/repository";
import type { EventRow, FileHeader } from "../../src/telemetry/stored/event";

/** The folder's path. */
export const CODER_TELEMETRY = join(repositoryRoot, "test/fixtures/coder-extension/telemetry");

/** An event in the folder: its line, its parsed row, and the header of its file. */
export interface CoderEvent {
  readonly line: string;
  readonly row: EventRow;
  readonly header: FileHeader;
}

/** Returns the contents of the folder's files, by name. */
export function coderFiles(): Record<string, string> {
  const names = readdirSync(CODER_TELEMETRY).sort();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(CODER_TELEMETRY, name), "utf8")]),
  );
}

/** Returns all events in the folder, file by file. */
export function coderEvents(): CoderEvent[] {
  return Object.values(coderFiles()).flatMap((text) => {
    const [first = "", ...lines] = text.trimEnd().split("\n");
    const header = JSON.parse(first) as FileHeader;
    return lines.map((line) => ({ line, row: JSON.parse(line) as EventRow, header }));
  });
}
