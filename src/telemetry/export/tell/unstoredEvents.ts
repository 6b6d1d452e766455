import * as fs from "node:fs";
import * as vscode from "vscode";
import { CODER_EXTENSION, listSources } from "../../stored/sources";
import type { TelemetrySource } from "../../stored/telemetryFolder";
import { withTimeLimit } from "../../stored/timeLimit";
import { DAY_MS } from "../../stored/utcDate";
import type { UtcWindow } from "../select/dateRange";

/**
 * A window of the Coder extension counts as active if it has stored events within this time. By
 * default, the Coder extension stores its events every 15 seconds.
 */
const RECENT_MS = 60_000;

/**
 * Returns a note if the Coder extension may have events in memory, which an export can't include.
 * This is assumed if it runs in this window, or if another window has recently stored events.
 *
 * @param now milliseconds since the epoch.
 */
export async function describeUnstored(
  sources: readonly TelemetrySource[],
  { end = Infinity }: UtcWindow,
  now: number,
): Promise<readonly string[]> {
  const live = sources.filter(
    ({ extensionId, bundle }) => extensionId === CODER_EXTENSION && bundle === undefined,
  );
  const mayHold = end > now && live.length > 0 && (isActive() || (await hasRecentFile(live, now)));
  return mayHold
    ? [
        vscode.l10n.t("The Coder extension is running."),
        vscode.l10n.t(
          "Its latest events may be missing from this export because they are not stored yet.",
        ),
      ]
    : [];
}

function isActive(): boolean {
  return vscode.extensions.getExtension(CODER_EXTENSION)?.isActive === true;
}

/** Also false if a folder doesn't answer in time, because the export reports that itself. */
async function hasRecentFile(sources: readonly TelemetrySource[], now: number): Promise<boolean> {
  const names = sources.map(({ directory }) => directory).join(", ");
  return withTimeLimit(names, findRecentFile(sources, now)).catch(() => false);
}

async function findRecentFile(sources: readonly TelemetrySource[], now: number): Promise<boolean> {
  const { files } = await listSources(fs, sources);
  for (const { path } of files.filter(({ day }) => day > now - 2 * DAY_MS)) {
    // If the file no longer exists, it wasn't written to recently.
    const stats = await fs.promises.stat(path).catch(() => undefined);
    if (stats && stats.mtimeMs > now - RECENT_MS) {
      return true;
    }
  }
  return false;
}
