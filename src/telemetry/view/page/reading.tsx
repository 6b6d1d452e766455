import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { formatCount, formatPercent } from "./format";
import { post, readPageData } from "./host";

export interface Progress {
  /** From 0 to 1. */
  readonly fraction: number;
  readonly eventCount: number;
}

/** Without progress, reading has not started, and there is nothing to stop. */
export function Reading({ progress }: { progress: Progress | undefined }): VNode {
  return (
    <div class="notice reading">
      <p id="reading">{l10n.t("Reading telemetry…")}</p>
      <progress aria-labelledby="reading" value={progress?.fraction} />
      {progress && (
        <>
          <p class="hint">
            {l10n.t(
              "{0}, {1} events",
              formatPercent(progress.fraction),
              formatCount(progress.eventCount),
            )}
          </p>
          <button
            class="secondary"
            onClick={() => {
              post({ kind: "stop" });
            }}
          >
            {l10n.t("Stop")}
          </button>
        </>
      )}
    </div>
  );
}

/** Says that not everything was read. */
export function Stopped({ onReload }: { onReload: () => void }): VNode {
  return (
    <div class="warning" role="status">
      {l10n.t("Reading was stopped, so only a part of the telemetry is shown.")}{" "}
      {readPageData().canExport &&
        l10n.t("An export also includes matching events that were not read.")}
      <button class="link" onClick={onReload}>
        {l10n.t("Read All")}
      </button>
    </div>
  );
}
