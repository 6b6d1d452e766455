import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { Overview, ViewFilter } from "../messages";
import { EventsTab } from "./events/eventsTab";
import { FilterBar } from "./filter/filterBar";
import { matchesAll, normalize } from "./filter/viewFilter";
import { formatCount } from "./format";
import { post, readPageData } from "./host";
import { OverviewTab } from "./overview/overviewTab";
import { Failure, Notice, Waiting } from "./parts/notice";
import { Tabs } from "./parts/tabs";
import { Stopped } from "./reading";
import { SensitiveTab } from "./sensitive/sensitiveTab";
import { type PageState, type Tab, type Update, tabs, withFilter } from "./state";
import { TracesTab } from "./traces/tracesTab";
import { useAnswer } from "./useAnswer";

interface Props {
  /** Of all events. */
  readonly overview: Overview;
  readonly state: PageState;
  readonly update: Update;
  readonly onReload: () => void;
}

/** What is shown when the telemetry has been read. */
export function Opened({ overview, state, update, onReload }: Props): VNode {
  const { filter, tab } = state;
  const isFiltered = !matchesAll(filter);
  const filtered = useAnswer("overview", isFiltered ? { filter } : undefined);
  const matching = isFiltered ? filtered.value : overview;
  // A text is set after a pause. Other fields can have changed since it was typed.
  const changeFilter = (part: ViewFilter) => {
    update((old) => withFilter(normalize({ ...old.filter, ...part })));
  };
  if (overview.isComplete && overview.eventCount === 0) {
    return overview.skippedCount === 0 ? <Notice text={describeNothing()} /> : <NoEvents />;
  }
  return (
    <>
      {!overview.isComplete && <Stopped onReload={onReload} />}
      <FilterBar filter={filter} onChange={changeFilter} overview={overview} />
      <div class="matches">
        <span role="status">{matching && describeMatches(matching, overview, isFiltered)}</span>
        {isFiltered && (
          <button class="link" onClick={() => update(withFilter({}))}>
            {l10n.t("Clear Filter")}
          </button>
        )}
      </div>
      <Tabs
        label={l10n.t("Views")}
        tabs={tabs.map((id) => ({ id, label: tabLabel(id) }))}
        selected={tab}
        onSelect={(next) => update({ tab: next })}
      >
        {filtered.failure !== undefined ? (
          <Failure message={filtered.failure} retry={filtered.retry} />
        ) : !matching ? (
          <Waiting />
        ) : matching.eventCount === 0 && isFiltered ? (
          <Notice text={describeNoMatch(filter)} />
        ) : (
          <Panel state={state} update={update} matching={matching} onFilter={changeFilter} />
        )}
      </Tabs>
    </>
  );
}

/** Shown if no line is an event, as in a file of another kind, such as an export of traces. */
function NoEvents(): VNode {
  return (
    <Notice
      text={
        readPageData().isFile
          ? l10n.t(
              "No events were found in this file. The view can show telemetry files, and exports as JSON array, OTLP/JSON or OTLP/JSON Lines that have not been reformatted, but not exports as traces or metrics.",
            )
          : l10n.t("No events could be read.")
      }
    >
      <button class="secondary" onClick={() => post({ kind: "showLosses" })}>
        {l10n.t("Show Details")}
      </button>
    </Notice>
  );
}

interface PanelProps {
  readonly state: PageState;
  readonly update: Update;
  readonly matching: Overview;
  readonly onFilter: (part: ViewFilter) => void;
}

function Panel({ state, update, matching, onFilter }: PanelProps): VNode {
  const { filter } = state;
  switch (state.tab) {
    case "overview":
      return (
        <OverviewTab
          filter={filter}
          onFilter={onFilter}
          onTab={(tab) => update({ tab })}
          matching={matching}
        />
      );
    case "events":
      return (
        <EventsTab
          filter={filter}
          position={state.events}
          onMove={(events) => update({ events })}
          openEvent={state.openEvent}
          onOpen={(openEvent) => update({ openEvent })}
          onShowTrace={(openTrace) => update({ tab: "traces", openTrace, openSpan: undefined })}
        />
      );
    case "traces":
      return (
        <TracesTab
          filter={filter}
          position={state.traces}
          onMove={(traces) => update({ traces })}
          openTrace={state.openTrace}
          onOpenTrace={(openTrace) => update({ openTrace, openSpan: undefined })}
          openSpan={state.openSpan}
          onOpenSpan={(openSpan) => update({ openSpan })}
        />
      );
    case "sensitive":
      return (
        <SensitiveTab
          filter={filter}
          mode={state.identifiers}
          onMode={(identifiers) => update({ identifiers })}
        />
      );
  }
}

function tabLabel(tab: Tab): string {
  switch (tab) {
    case "overview":
      return l10n.t("Overview");
    case "events":
      return l10n.t("Events");
    case "traces":
      return l10n.t("Traces");
    case "sensitive":
      return l10n.t("Sensitive Data");
  }
}

function describeNothing(): string {
  return readPageData().isFile
    ? l10n.t("This file contains no events.")
    : l10n.t("No telemetry is stored.");
}

function describeNoMatch({ start, end }: ViewFilter): string {
  return start !== undefined && end !== undefined && start >= end
    ? l10n.t("No events match the filter, because From is not earlier than Before.")
    : l10n.t("No events match the filter.");
}

function describeMatches(matching: Overview, all: Overview, isFiltered: boolean): string {
  const [count, total] = [formatCount(matching.eventCount), formatCount(all.eventCount)];
  if (isFiltered) {
    return all.isComplete
      ? l10n.t("{0} of {1} events match the filter.", count, total)
      : l10n.t("{0} of the {1} events that have been read match the filter.", count, total);
  }
  if (all.eventCount === 1) {
    return all.isComplete ? l10n.t("1 event") : l10n.t("1 event has been read.");
  }
  return all.isComplete ? l10n.t("{0} events", total) : l10n.t("{0} events have been read.", total);
}
