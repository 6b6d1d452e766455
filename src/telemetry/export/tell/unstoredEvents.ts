import * as fs from "node:fs";
import * as vscode from "vscode";
import { CODER_EXTENSION, listSources } from "../../stored/sources";
import type { TelemetrySource } from "../../stored/telemetryFolder";
import { DAY_MS } from "../../stored/utcDate";
import type { UtcWindow } from "../select/dateRange";

/** The Coder extension stores its events every 15 seconds unless told otherwise; a window that is in use stores some in this time. */
const RECENT_MS = 60_000;

/**
 * A note when the Coder extension may hold events of the window in memory, where no export can reach them: it runs in this
 * VS Code window, or another one has stored events just now.
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

async function hasRecentFile(sources: readonly TelemetrySource[], now: number): Promise<boolean> {
  const { files } = await listSources(fs, sources);
  for (const { path } of files.filter(({ day }) => day > now - 2 * DAY_MS)) {
    // A file that is gone was not written to just now.
    const stats = await fs.promises.stat(path).catch(() => undefined);
    if (stats && stats.mtimeMs > now - RECENT_MS) {
      return true;
    }
  }
  return false;
}
