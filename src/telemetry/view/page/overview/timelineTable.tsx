import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { type Timeline, outcomes } from "../../messages";
import { formatCount, formatStart } from "../format";
import { outcomeLabel } from "../parts/outcome";

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
          {outcomes.map((outcome) => (
            <th key={outcome} scope="col" class="count">
              {outcomeLabel(outcome)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {starts.map(
          (start, index) =>
            outcomes.some((outcome) => counts[outcome][index]) && (
              <tr key={start}>
                <th scope="row">{formatStart(unit, start)}</th>
                {outcomes.map((outcome) => (
                  <td key={outcome} class="count">
                    {formatCount(counts[outcome][index] ?? 0)}
                  </td>
                ))}
              </tr>
            ),
        )}
      </tbody>
    </table>
  );
}
