import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { TraceEvent } from "../../messages";
import { formatDuration } from "../format";

/** Returns the time from the start of the trace to its last end, in milliseconds. */
export function lengthOf(events: readonly TraceEvent[]): number {
  return events.reduce((end, { start, duration = 0 }) => Math.max(end, start + duration), 0);
}

/** Where an event lies in its trace: a bar for a span, a tick for a log. */
export function Bar({ event, length }: { event: TraceEvent; length: number }): VNode {
  const { start, duration, result } = event;
  const percent = (time: number) => `${length > 0 ? (100 * time) / length : 0}%`;
  return (
    <div class="track">
      <span class="only-read">{l10n.t("Starts after {0}", formatDuration(start))}</span>
      {duration === undefined ? (
        <div class={`tick result-${result}`} style={{ left: percent(start) }} />
      ) : (
        <div
          class={`bar result-${result}`}
          style={{ left: percent(start), width: percent(duration) }}
        />
      )}
    </div>
  );
}

/** The times that the quarters of the width stand for. */
export function Axis({ length }: { length: number }): VNode {
  return (
    <div class="track axis">
      <span class="only-read">{l10n.t("Start")}</span>
      {[0, 0.25, 0.5, 0.75].map((part) => (
        <span key={part} aria-hidden="true" style={{ left: `${100 * part}%` }}>
          {formatDuration(length * part)}
        </span>
      ))}
    </div>
  );
}
