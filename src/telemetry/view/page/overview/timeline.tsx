import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Timeline as Data } from "../../messages";
import { formatCount, formatStart } from "../format";
import { type Range, TimelineChart } from "./chart";
import { Legend } from "./legend";
import { onThemeChange } from "./theme";
import { TimelineTable } from "./timelineTable";

interface Props {
  readonly timeline: Data;
  readonly label: string;
  /** The chosen range. */
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly onSelect: (range: Range) => void;
}

/** A chart whose columns can be selected, a legend with counts, and the same as a table. */
export function Timeline({ timeline, label, start, end, onSelect }: Props): VNode {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<TimelineChart>(undefined);
  const select = useRef(onSelect);
  select.current = onSelect;
  /** Index of the hour or day that the mouse points to. */
  const [pointed, setPointed] = useState<number>();
  useLayoutEffect(() => {
    const { current: parent } = element;
    if (!parent) {
      return;
    }
    const drawn = new TimelineChart(parent, timeline, {
      onPoint: setPointed,
      onSelect: (range) => {
        select.current(range);
      },
    });
    chart.current = drawn;
    const stop = onThemeChange(() => {
      drawn.redraw();
    });
    return () => {
      stop();
      drawn.destroy();
    };
  }, [timeline]);
  useEffect(() => {
    chart.current?.show(start, end);
  }, [timeline, start, end]);
  const pointedStart = pointed === undefined ? undefined : timeline.starts[pointed];
  return (
    <>
      <Legend
        timeline={timeline}
        index={pointed}
        title={
          pointedStart === undefined ? l10n.t("All") : formatStart(timeline.unit, pointedStart)
        }
      />
      <div class="chart" role="img" aria-label={label} ref={element} />
      {timeline.outsideCount > 0 && <p class="hint">{describeOutside(timeline.outsideCount)}</p>}
      <TimelineTable timeline={timeline} />
    </>
  );
}

function describeOutside(count: number): string {
  return count === 1
    ? l10n.t(
        "1 event is much earlier or later than the others and is not in the chart. The Events tab shows it.",
      )
    : l10n.t(
        "{0} events are much earlier or later than the others and are not in the chart. The Events tab shows them.",
        formatCount(count),
      );
}
