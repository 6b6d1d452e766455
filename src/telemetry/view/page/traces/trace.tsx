import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { AnswerOf, TraceEvent } from "../../messages";
import { formatCount, formatDuration } from "../format";
import { Failure, Waiting } from "../parts/notice";
import { ResultIcon, resultLabel } from "../parts/result";
import { Text } from "../parts/text";
import type { Column } from "../table/row";
import { VirtualTable } from "../table/virtualTable";
import { useAnswer } from "../useAnswer";
import { Axis, Bar, lengthOf } from "./waterfall";

interface Props {
  /** Index of an event of the trace. */
  readonly of: number;
  readonly onClose: () => void;
  readonly onOpen: (index: number) => void;
  readonly isFollowing: boolean;
}

/** One trace as a waterfall: spans as bars, logs as ticks. */
export function Trace({ of, onClose, onOpen, isFollowing }: Props): VNode {
  const { value, failure, retry } = useAnswer("trace", { index: of });
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    back.current?.focus();
  }, [of]);
  const [root] = value?.events ?? [];
  return (
    <div class="trace">
      <header>
        <button class="secondary" ref={back} onClick={onClose}>
          {l10n.t("All Traces")}
        </button>
        {root && value && (
          <h2>
            <ResultIcon result={root.result} />
            <Text value={root.name} />
            <span class="facts">{describe(value)}</span>
          </h2>
        )}
      </header>
      {value && value.events.length < value.eventCount && (
        <p class="hint">
          {l10n.t(
            "Only {0} of {1} events are shown: the ones that started first.",
            formatCount(value.events.length),
            formatCount(value.eventCount),
          )}
        </p>
      )}
      {failure !== undefined ? (
        <Failure message={failure} retry={retry} />
      ) : value ? (
        <VirtualTable
          key={value.traceId}
          label={l10n.t("Spans and logs of the trace")}
          name="spans"
          columns={columns(lengthOf(value.events))}
          count={value.events.length}
          itemAt={(index) => value.events[index]}
          onOpen={({ index }) => onOpen(index)}
          isFollowing={isFollowing}
          depth={({ depth }) => depth}
        />
      ) : (
        <Waiting />
      )}
    </div>
  );
}

function describe({ events, eventCount }: AnswerOf<"trace">): string {
  const duration = formatDuration(lengthOf(events));
  return eventCount === 1
    ? l10n.t("{0}, 1 event", duration)
    : l10n.t("{0}, {1} events", duration, formatCount(eventCount));
}

/** Deeper spans are not indented any further, so that their names remain visible. */
const MAX_INDENT = 8;

function columns(length: number): Column<TraceEvent>[] {
  return [
    {
      id: "name",
      label: l10n.t("Name"),
      cell: ({ name, result, depth }) => (
        <span class="indented" style={{ paddingLeft: `${Math.min(depth, MAX_INDENT) * 14}px` }}>
          <ResultIcon result={result} />
          <span class="only-read">{resultLabel(result)}</span>
          <Text value={name} />
        </span>
      ),
    },
    {
      id: "bar",
      label: <Axis length={length} />,
      cell: (event) => <Bar event={event} length={length} />,
    },
    {
      id: "duration",
      label: l10n.t("Duration"),
      cell: ({ duration }) => duration !== undefined && formatDuration(duration),
    },
    {
      id: "error",
      label: l10n.t("Error"),
      cell: ({ error }) => error !== undefined && <Text value={error} />,
    },
  ];
}
