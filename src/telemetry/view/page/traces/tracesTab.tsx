import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { TraceSummary, ViewFilter } from "../../messages";
import { Details } from "../events/details";
import { formatDuration, formatTime } from "../format";
import { type Pending, request } from "../host";
import { Failure, Notice, Waiting } from "../parts/notice";
import { Result } from "../parts/result";
import { Split } from "../parts/split";
import { Text } from "../parts/text";
import type { Position } from "../state";
import type { Fetched } from "../table/pages";
import type { Column } from "../table/row";
import { usePages } from "../table/usePages";
import { VirtualTable } from "../table/virtualTable";
import { Trace } from "./trace";

interface Props {
  readonly filter: ViewFilter;
  readonly position: Position;
  readonly onMove: (position: Position) => void;
  /** Index of an event of the trace that is shown. */
  readonly openTrace: number | undefined;
  readonly onOpenTrace: (index: number | undefined) => void;
  /** The span or log whose event is open. */
  readonly openSpan: number | undefined;
  readonly onOpenSpan: (index: number | undefined) => void;
}

/** The list of traces, or one of them. */
export function TracesTab({ openTrace, onOpenTrace, openSpan, onOpenSpan, ...list }: Props): VNode {
  if (openTrace === undefined) {
    return <TraceList {...list} onOpen={onOpenTrace} />;
  }
  return (
    <Split
      onClose={() => onOpenSpan(undefined)}
      details={
        openSpan !== undefined && <Details index={openSpan} onClose={() => onOpenSpan(undefined)} />
      }
    >
      <Trace
        of={openTrace}
        onClose={() => onOpenTrace(undefined)}
        onOpen={onOpenSpan}
        isFollowing={openSpan !== undefined}
      />
    </Split>
  );
}

interface ListProps extends Pick<Props, "filter" | "position" | "onMove"> {
  readonly onOpen: (index: number) => void;
}

function TraceList({ filter, position, onMove, onOpen }: ListProps): VNode {
  const pages = usePages<TraceSummary>(JSON.stringify(filter), (offset, count) =>
    fetchTraces(filter, offset, count),
  );
  const { total, failure } = pages;
  if (failure !== undefined) {
    return <Failure message={failure} retry={() => pages.retry()} />;
  }
  if (total === undefined) {
    return <Waiting />;
  }
  if (total === 0) {
    return <Notice text={l10n.t("No event that matches the filter belongs to a trace.")} />;
  }
  return (
    <VirtualTable
      label={l10n.t("Traces: failed first, then slowest")}
      name="traces"
      columns={columns()}
      count={total}
      itemAt={(index) => pages.at(index)}
      onShow={(first, last) => pages.show(first, last)}
      position={position}
      onMove={onMove}
      onOpen={({ index }) => onOpen(index)}
    />
  );
}

function fetchTraces(
  filter: ViewFilter,
  offset: number,
  count: number,
): Pending<Fetched<TraceSummary>> {
  const { answer, cancel } = request("traces", { filter, offset, count });
  return { answer: answer.then(({ total, traces }) => ({ total, rows: traces })), cancel };
}

function columns(): Column<TraceSummary>[] {
  return [
    { id: "result", label: l10n.t("Result"), cell: ({ result }) => <Result result={result} /> },
    {
      id: "duration",
      label: l10n.t("Duration"),
      cell: ({ duration }) => duration !== undefined && formatDuration(duration),
    },
    { id: "name", label: l10n.t("Name"), cell: ({ name }) => <Text value={name} /> },
    { id: "time", label: l10n.t("Start (UTC)"), cell: ({ time }) => formatTime(time) },
    { id: "session", label: l10n.t("Session"), cell: ({ session }) => <Text value={session} /> },
  ];
}
