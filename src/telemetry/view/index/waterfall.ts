import { toTraceId } from "../../stored/ids";
import type { TraceEvent } from "../messages";
import { fieldOf, isSpan } from "./eventFacts";
import type { EventIndex } from "./eventIndex";
import type { FoundEvent } from "./findEvents";

/** What a waterfall needs of an event, without its text, and the events below it. */
export interface TraceNode {
  /** Undefined if it is not valid. */
  readonly traceId: string | undefined;
  readonly id: unknown;
  readonly parent: unknown;
  readonly event: Omit<TraceEvent, "start" | "depth">;
  /** In milliseconds since the epoch. */
  readonly start: number;
  readonly children: TraceNode[];
}

/** Maximum number of events of a trace that are shown. */
const MAX_EVENTS = 10_000;

/** Returns those of the events that are shown: the ones that started first, and `opened`. */
export function shownEvents(events: Uint32Array, opened: number, index: EventIndex): Uint32Array {
  if (events.length <= MAX_EVENTS) {
    return events;
  }
  const last = Float64Array.from(events, (event) => index.startOf(event)).sort()[MAX_EVENTS - 1];
  const earlier = events.filter((event) => index.startOf(event) < (last ?? 0));
  const others = events.filter((event) => index.startOf(event) === last);
  const first = [...earlier, ...others.subarray(0, MAX_EVENTS - earlier.length)];
  return Uint32Array.from(new Set([...first, opened]));
}

/** Returns the events of a trace in the order of a waterfall: each is followed by its children. */
export function waterfall(found: readonly TraceNode[]): TraceEvent[] {
  const nodes = found.toSorted((a, b) => a.start - b.start);
  const spans = new Map<unknown, TraceNode>();
  for (const node of nodes) {
    // An event that is stored twice is shown twice. The first one has the children.
    if (!spans.has(node.id)) {
      spans.set(node.id, node);
    }
  }
  const roots: TraceNode[] = [];
  for (const node of nodes) {
    const siblings = spans.get(node.parent)?.children ?? roots;
    siblings.push(node);
  }
  const begin = nodes[0]?.start ?? 0;
  // What can't be reached from a root is part of a loop, which is shown from its first event.
  const placed = new Set<TraceNode>();
  return [...roots, ...nodes].flatMap((node) => placeBelow(node, begin, placed));
}

/** Differs from every ID. */
const NO_PARENT = Symbol("no parent");

export function nodeOf({ event, index: number }: FoundEvent, index: EventIndex): TraceNode {
  const { row } = event;
  const { name, result, duration } = index.summaryOf(number);
  const message = fieldOf(row["error"], "message") ?? row["error"];
  return {
    traceId: toTraceId(row["trace_id"]),
    // Only spans have children.
    id: isSpan(row) ? row["event_id"] : Symbol("no span"),
    parent: row["parent_event_id"] ?? NO_PARENT,
    event: {
      index: number,
      name,
      result,
      ...(duration !== undefined && { duration }),
      ...(typeof message === "string" && { error: message }),
    },
    start: index.startOf(number),
    children: [],
  };
}

/** Places an event and those below it, unless they are placed already. */
function placeBelow(root: TraceNode, begin: number, placed: Set<TraceNode>): TraceEvent[] {
  const events: TraceEvent[] = [];
  // Not recursive: a trace can be as deep as it has events.
  const pending = [{ node: root, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, depth } = next;
    if (!placed.has(node)) {
      placed.add(node);
      events.push({ ...node.event, start: node.start - begin, depth });
      for (const child of node.children.toReversed()) {
        pending.push({ node: child, depth: depth + 1 });
      }
    }
  }
  return events;
}
