// A telemetry folder that the real Coder extension wrote.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../scripts/repository";
import type { EventRow, FileHeader } from "../../src/telemetry/stored/event";

/** Where the folder lies. */
export const CODER_TELEMETRY = join(repositoryRoot, "test/fixtures/coder-extension/telemetry");

/** An event of the folder: its line, and what that and its file's header hold. */
export interface CoderEvent {
  readonly line: string;
  readonly row: EventRow;
  readonly header: FileHeader;
}

/** The folder's files, by name. */
export function coderFiles(): Record<string, string> {
  const names = readdirSync(CODER_TELEMETRY).sort();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(CODER_TELEMETRY, name), "utf8")]),
  );
}

/** All events of the folder, file by file. */
export function coderEvents(): CoderEvent[] {
  return Object.values(coderFiles()).flatMap((text) => {
    const [first = "", ...lines] = text.trimEnd().split("\n");
    const header = JSON.parse(first) as FileHeader;
    return lines.map((line) => ({ line, row: JSON.parse(line) as EventRow, header }));
  });
}
