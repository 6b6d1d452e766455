import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { type Timeline, eventResults } from "../../messages";
import { formatCount, formatStart } from "../format";
import { resultLabel } from "../parts/result";

/** The chart as a table. Hours and days without events are left out. */
export function TimelineTable({ timeline }: { timeline: Timeline }): VNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>{l10n.t("Show as table")}</summary>
      {isOpen && <Table timeline={timeline} />}
    </details>
  );
}

function Table({ timeline: { unit, starts, counts } }: { timeline: Timeline }): VNode {
  return (
    <table class="timeline">
      <thead>
        <tr>
          <th scope="col">{unit === "hour" ? l10n.t("Hour (UTC)") : l10n.t("Day (UTC)")}</th>
          {eventResults.map((result) => (
            <th key={result} scope="col" class="count">
              {resultLabel(result)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {starts.map(
          (start, index) =>
            eventResults.some((result) => counts[result][index]) && (
              <tr key={start}>
                <th scope="row">{formatStart(unit, start)}</th>
                {eventResults.map((result) => (
                  <td key={result} class="count">
                    {formatCount(counts[result][index] ?? 0)}
                  </td>
                ))}
              </tr>
            ),
        )}
      </tbody>
    </table>
  );
}
