import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { Overview, ViewFilter } from "../../messages";
import { formatCount } from "../format";
import type { Tab } from "../state";
import { useAnswer } from "../useAnswer";
import { Cards } from "./cards";
import { Names } from "./names";
import { Timeline } from "./timeline";

interface Props {
  readonly filter: ViewFilter;
  /** Called with the fields that change. */
  readonly onFilter: (part: ViewFilter) => void;
  readonly onTab: (tab: Tab) => void;
  /** Of the events that match the filter. */
  readonly matching: Overview;
}

export function OverviewTab({ filter, onFilter, onTab, matching }: Props): VNode {
  return (
    <div class="overview scrolled">
      <Cards
        overview={matching}
        onEvents={() => onTab("events")}
        onFailures={() => {
          onFilter({ results: ["error"] });
          onTab("events");
        }}
      />
      <WholeTimeline filter={filter} onFilter={onFilter} matching={matching} />
      <Names
        names={matching.names}
        onSelect={(name) => {
          onFilter({ names: [name] });
        }}
      />
    </div>
  );
}

/** The timeline also shows what lies outside the chosen range, so that one can choose another. */
function WholeTimeline({ filter, onFilter, matching }: Omit<Props, "onTab">): VNode {
  const { start, end, ...anyTime } = filter;
  const hasRange = start !== undefined || end !== undefined;
  const whole = useAnswer("overview", hasRange ? { filter: anyTime } : undefined);
  const { timeline } = (hasRange ? whole.value : undefined) ?? matching;
  return (
    <section>
      <h2>
        {timeline.unit === "hour"
          ? l10n.t("Events per hour (UTC)")
          : l10n.t("Events per day (UTC)")}
      </h2>
      <p class="hint">{l10n.t("Select a range in the chart, or enter it above.")}</p>
      <Timeline
        timeline={timeline}
        start={start}
        end={end}
        onSelect={onFilter}
        label={l10n.t("Timeline of {0} events", formatCount(matching.eventCount))}
      />
    </section>
  );
}
