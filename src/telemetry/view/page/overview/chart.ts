import uPlot from "uplot";
import type { EventResult, Timeline } from "../../messages";
import { formatCount } from "../format";
import { colorOf, fillOf } from "./fill";
import { themeValue } from "./theme";
import { formatTick } from "./ticks";

/** Times in milliseconds since the epoch. */
export interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

interface Events {
  /** The mouse points to an hour or day, by its index, or to none. */
  readonly onPoint: (index: number | undefined) => void;
  readonly onSelect: (range: Range) => void;
}

/** Columns start at their hour or day, and leave a gap to the next one. */
const bars = uPlot.paths.bars?.({ align: 1, size: [0.9, Infinity] });

/** From bottom to top. Failures have a common base, so that they can be compared. */
const STACK: readonly EventResult[] = ["error", "aborted", "success", "none"];
const HEIGHT = 200;
/** Least distance of labels on the x axis, in CSS pixels. The longest, 2026年11月, is 64 wide (Chromium on Linux). */
const LABEL_SPACE = 80;
const UNIT = { hour: 3_600_000, day: 86_400_000 };
/** The least height of a column with failures, in CSS pixels: one among thousands must be seen. */
const LEAST = 3;

/** A chart with one column of stacked bars for each hour or day. */
export class TimelineChart {
  readonly #plot: uPlot;
  readonly #timeline: Timeline;
  readonly #unit: number;
  readonly #observer: ResizeObserver;
  #isShowing = false;

  constructor(parent: HTMLElement, timeline: Timeline, events: Events) {
    this.#timeline = timeline;
    this.#unit = UNIT[timeline.unit];
    this.#plot = new uPlot(this.#options(parent.clientWidth, events), this.#data(), parent);
    this.#observer = new ResizeObserver(() => {
      this.#plot.setSize({ width: parent.clientWidth, height: HEIGHT });
    });
    this.#observer.observe(parent);
  }

  /** Marks the chosen range. */
  show(start?: number, end?: number): void {
    const [from, to] = this.#extent();
    const hasRange = start !== undefined || end !== undefined;
    const left = this.#plot.valToPos(Math.max(from, start ?? from), "x");
    const right = this.#plot.valToPos(Math.min(to, end ?? to), "x");
    const width = hasRange ? Math.max(0, right - left) : 0;
    this.#isShowing = true;
    this.#plot.setSelect({ left, width, top: 0, height: this.#plot.over.clientHeight });
    this.#isShowing = false;
  }

  redraw(): void {
    this.#plot.redraw(false, true);
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#plot.destroy();
  }

  #options(width: number, { onPoint, onSelect }: Events): uPlot.Options {
    const axis = {
      stroke: () => themeValue("--vscode-foreground"),
      font: `12px ${themeValue("--vscode-font-family")}`,
      ticks: { show: false },
    };
    const grid = { stroke: () => themeValue("--vscode-editorIndentGuide-background1"), width: 1 };
    return {
      width,
      height: HEIGHT,
      ms: 1,
      tzDate: (time) => uPlot.tzDate(new Date(time), "UTC"),
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { setScale: false, dist: 4 } },
      scales: { x: { range: () => this.#extent() }, y: { range: (_, __, most) => [0, most || 1] } },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 30,
          space: LABEL_SPACE,
          values: (_, times) => times.map(formatTick(times)),
        },
        { ...axis, grid, size: 60, values: (_, counts) => counts.map(wholeCount) },
      ],
      series: [{}, ...STACK.toReversed().map((result) => series(result))],
      hooks: {
        draw: [
          (plot) => {
            this.#drawFailures(plot);
          },
        ],
        setCursor: [
          ({ cursor: { idx } }) => {
            onPoint(idx ?? undefined);
          },
        ],
        setSelect: [
          ({ select }) => {
            if (!this.#isShowing && select.width > 0) {
              onSelect(this.#rangeAt(select.left, select.left + select.width));
            }
          },
        ],
        ready: [
          ({ over }) => {
            over.addEventListener("click", ({ offsetX }) => {
              if (this.#plot.select.width === 0) {
                onSelect(this.#rangeAt(offsetX, offsetX));
              }
            });
          },
        ],
      },
    };
  }

  /** The counts, each on top of those below it. The highest come first, and are drawn over. */
  #data(): uPlot.AlignedData {
    const { starts, counts } = this.#timeline;
    const sums: number[][] = [];
    for (const result of STACK) {
      const below = sums.at(-1);
      sums.push(counts[result].map((count, index) => count + (below?.[index] ?? 0)));
    }
    return [[...starts], ...sums.reverse()];
  }

  #extent(): [number, number] {
    const { starts } = this.#timeline;
    return [starts[0] ?? 0, (starts.at(-1) ?? 0) + this.#unit];
  }

  /** The hours or days that two positions lie in. */
  #rangeAt(left: number, right: number): Range {
    const unit = this.#unit;
    const start = Math.floor(this.#plot.posToVal(left, "x") / unit) * unit;
    const last = Math.floor(this.#plot.posToVal(right, "x") / unit) * unit;
    return { start, end: last + unit };
  }

  #drawFailures(plot: uPlot): void {
    const { starts, counts } = this.#timeline;
    const { ctx, bbox } = plot;
    const height = LEAST * devicePixelRatio;
    ctx.save();
    ctx.fillStyle = colorOf("error");
    for (const [index, count] of counts.error.entries()) {
      const start = starts[index];
      if (count > 0 && start !== undefined) {
        const left = plot.valToPos(start, "x", true);
        const width = (plot.valToPos(start + this.#unit, "x", true) - left) * 0.9;
        ctx.fillRect(left, bbox.top + bbox.height - height, Math.max(1, width), height);
      }
    }
    ctx.restore();
  }
}

function series(result: EventResult): uPlot.Series {
  return {
    ...(bars && { paths: bars }),
    points: { show: false },
    width: 0,
    fill: ({ ctx }) => fillOf(result, ctx),
  };
}

function wholeCount(count: number): string {
  return Number.isInteger(count) ? formatCount(count) : "";
}
