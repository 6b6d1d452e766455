// What the page remembers while it is hidden, and when the window is reloaded.
import type { Overview, ViewFilter } from "../messages";

export const tabs = ["overview", "events", "traces", "sensitive"] as const;
export type Tab = (typeof tabs)[number];

/** A table's position. */
export interface Position {
  /** Index of the active row. */
  readonly active: number;
  /** Scroll position in pixels. */
  readonly scrollTop: number;
}

export interface PageState {
  readonly tab: Tab;
  readonly filter: ViewFilter;
  readonly events: Position;
  readonly traces: Position;
  /** Index of the event that is open in the Events tab. */
  readonly openEvent?: number | undefined;
  /** Index of an event of the trace that is open in the Traces tab. */
  readonly openTrace?: number | undefined;
  /** Index of the event that is open in the Traces tab. */
  readonly openSpan?: number | undefined;
  readonly identifiers: "keep" | "pseudonymize";
  /** Identifies what was read: indexes of events and rows are only valid for it. */
  readonly read: string;
}

/** Changes fields, to values that can depend on the state at that time. */
export type Update = (
  change: Partial<PageState> | ((state: PageState) => Partial<PageState>),
) => void;

export const top: Position = { active: 0, scrollTop: 0 };

const initial: PageState = {
  tab: "overview",
  filter: {},
  events: top,
  traces: top,
  identifiers: "keep",
  read: "",
};

/** Returns the state for `remembered`, which is what an earlier page remembered, if anything. */
export function restore(remembered: unknown): PageState {
  return { ...initial, ...(remembered as Partial<PageState> | undefined) };
}

/** Drops the positions in what was read before if something else is stored now. */
export function afterReading(state: PageState, overview: Overview): PageState {
  const { eventCount, bytes, fileCount } = overview;
  const read = [eventCount, bytes, fileCount].join("/");
  return read === state.read
    ? state
    : {
        ...state,
        read,
        events: top,
        traces: top,
        openEvent: undefined,
        openTrace: undefined,
        openSpan: undefined,
      };
}

/** Another filter shows other rows, so the tables start at their first one. */
export function withFilter(filter: ViewFilter): Partial<PageState> {
  return { filter, events: top, traces: top };
}
