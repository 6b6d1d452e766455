import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { EventSummary, ViewFilter } from "../../messages";
import { formatDuration, formatTime } from "../format";
import { request } from "../host";
import { Failure, Waiting } from "../parts/notice";
import { Result } from "../parts/result";
import { Split } from "../parts/split";
import { Text } from "../parts/text";
import type { Position } from "../state";
import type { Column } from "../table/row";
import { usePages } from "../table/usePages";
import { VirtualTable } from "../table/virtualTable";
import { Details } from "./details";

interface Props {
  readonly filter: ViewFilter;
  readonly position: Position;
  readonly onMove: (position: Position) => void;
  readonly openEvent: number | undefined;
  readonly onOpen: (index: number | undefined) => void;
  readonly onShowTrace: (index: number) => void;
}

export function EventsTab({ filter, openEvent, onOpen, ...props }: Props): VNode {
  const pages = usePages<EventSummary>(JSON.stringify(filter), (offset, count) =>
    request("rows", { filter, offset, count }),
  );
  const { total, failure } = pages;
  const table =
    failure !== undefined ? (
      <Failure message={failure} retry={() => pages.retry()} />
    ) : total === undefined ? (
      <Waiting />
    ) : (
      <VirtualTable
        label={l10n.t("Events")}
        name="events"
        columns={columns()}
        count={total}
        itemAt={(index) => pages.at(index)}
        onShow={(first, last) => pages.show(first, last)}
        position={props.position}
        onMove={props.onMove}
        onOpen={({ index }) => onOpen(index)}
        isFollowing={openEvent !== undefined}
      />
    );
  return (
    <Split
      onClose={() => onOpen(undefined)}
      details={
        openEvent !== undefined && (
          <Details
            index={openEvent}
            onClose={() => onOpen(undefined)}
            onShowTrace={props.onShowTrace}
          />
        )
      }
    >
      {table}
    </Split>
  );
}

function columns(): Column<EventSummary>[] {
  return [
    { id: "time", label: l10n.t("Time (UTC)"), cell: ({ time }) => formatTime(time) },
    { id: "name", label: l10n.t("Name"), cell: ({ name }) => <Text value={name} /> },
    { id: "result", label: l10n.t("Result"), cell: ({ result }) => <Result result={result} /> },
    {
      id: "duration",
      label: l10n.t("Duration"),
      cell: ({ duration }) => duration !== undefined && formatDuration(duration),
    },
    { id: "session", label: l10n.t("Session"), cell: ({ session }) => <Text value={session} /> },
  ];
}
