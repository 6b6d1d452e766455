// Any number of events that are computed when they are asked for, so that a million take no time to
// write and read.
import {
  type AnswerOf,
  type EventResult,
  type EventSummary,
  type ExchangeKind,
  type Overview,
  type RequestOf,
  type ViewFilter,
  eventResults,
} from "../../src/telemetry/view/messages";
import type { Hear } from "./openView";

const START = Date.UTC(2026, 9, 1);
const HOUR = 3_600_000;
const NAMES = ["remote.setup", "http.request", "cli.call", "auth.login", "connection.sample"];
/** Every so many events start a trace, which the following ones belong to. */
const TRACE = 20;
const SPANS = 8;

export interface MadeUp {
  readonly count: number;
  /** Names of the first events, instead of the usual ones. */
  readonly names?: readonly string[];
  /** Time from one event to the next, in milliseconds. */
  readonly step?: number;
}

type Answers = { readonly [Kind in ExchangeKind]: (request: RequestOf<Kind>) => AnswerOf<Kind> };

/** Returns an extension that has read such events. */
export function madeUpTelemetry(madeUp: MadeUp): Hear {
  const answers = answersAbout(madeUp);
  return (message, send) => {
    if (message.kind === "ready" || message.kind === "reload") {
      send({ kind: "progress", fraction: 0.5, eventCount: madeUp.count / 2 });
      send({ kind: "opened", overview: answers.overview({ filter: {} }) });
    } else if (message.kind === "request") {
      const answer = answers[message.what] as (request: unknown) => AnswerOf<ExchangeKind>;
      send({ kind: "answer", id: message.id, answer: answer(message.request) });
    }
  };
}

function answersAbout(madeUp: MadeUp): Answers {
  const summaries = (filter: ViewFilter, every = 1) => {
    const found: EventSummary[] = [];
    for (let index = 0; index < madeUp.count; index += every) {
      const summary = summaryOf(madeUp, index);
      if (matches(summary, filter)) {
        found.push(summary);
      }
    }
    return found;
  };
  return {
    overview: ({ filter }) => overviewOf(summaries(filter)),
    rows: ({ filter, offset, count }) => {
      const isAll = Object.keys(filter).length === 0;
      const found = isAll ? undefined : summaries(filter);
      const total = found?.length ?? madeUp.count;
      const indexes = Array.from({ length: Math.min(count, total - offset) }, (_, i) => offset + i);
      const rows = found?.slice(offset, offset + count);
      return { total, rows: rows ?? indexes.map((index) => summaryOf(madeUp, index)) };
    },
    event: ({ index }) => {
      const { name, time, result, session } = summaryOf(madeUp, index);
      const event = { event_name: name, timestamp: new Date(time).toISOString(), result, session };
      return {
        index,
        file: "telemetry-2026-10-01-1234abcd.jsonl",
        path: "/telemetry/telemetry-2026-10-01-1234abcd.jsonl",
        line: index + 2,
        stored: JSON.stringify(event),
        exported: JSON.stringify(event, undefined, 2),
        ...(index % TRACE < SPANS && { traceId: String(Math.floor(index / TRACE)) }),
      };
    },
    traces: ({ filter, offset, count }) => {
      const found = summaries(filter, TRACE).map((summary) => ({
        ...summary,
        duration: summary.duration ?? 0,
      }));
      const isFailed = ({ result }: EventSummary) => (result === "error" ? 1 : 0);
      found.sort((a, b) => isFailed(b) - isFailed(a) || b.duration - a.duration);
      return { total: found.length, traces: found.slice(offset, offset + count) };
    },
    trace: ({ index }) => traceOf(madeUp, index - (index % TRACE)),
    sensitive: ({ filter, identifiers }) => ({
      eventCount: summaries(filter).length,
      kinds: [
        { kind: "secret", count: 3, examples: [{ exported: "token=[masked]" }] },
        {
          kind: "user",
          count: 1234,
          examples: ["ada", "grace"].map((stored, index) => ({
            stored,
            exported: identifiers === "keep" ? stored : `user-${index}f3a9c`,
          })),
        },
        { kind: "ip", count: 12, examples: [{ stored: "10.0.0.7", exported: "10.0.0.7" }] },
      ],
    }),
  };
}

function summaryOf({ names = [], step = 600_000 }: MadeUp, index: number): EventSummary {
  // Spread the results as a real day does: mostly successes.
  const dice = (index * 7919) % 100;
  const result: EventResult =
    dice < 70 ? "success" : dice < 75 ? "aborted" : dice < 80 ? "error" : "none";
  return {
    index,
    time: START + index * step,
    name: names[index] ?? NAMES[index % NAMES.length] ?? "",
    result,
    session: `5e55-${Math.floor(index / 200)}`,
    ...(result !== "none" && { duration: ((index * 104_729) % 90_000) + 0.5 }),
  };
}

function traceOf(madeUp: MadeUp, first: number): AnswerOf<"trace"> {
  const { duration: length = 1000 } = summaryOf(madeUp, first);
  const events = Array.from({ length: Math.min(SPANS, madeUp.count - first) }, (_, step) => {
    const { index, name, result } = summaryOf(madeUp, first + step);
    const isLog = step % 4 === 3;
    return {
      ...{ index, result, depth: Math.min(step, 2) },
      name: step === 0 ? name : `${name}.phase`,
      start: (length * step) / SPANS,
      ...(!isLog && { duration: step === 0 ? length : length / SPANS }),
      ...(result === "error" && { error: "connect ECONNREFUSED 10.0.0.7:443" }),
    };
  });
  return { traceId: String(first), eventCount: events.length, events };
}

function matches(summary: EventSummary, filter: ViewFilter): boolean {
  return (
    summary.time >= (filter.start ?? 0) &&
    summary.time < (filter.end ?? Infinity) &&
    (filter.names?.includes(summary.name) ?? true) &&
    (filter.results?.includes(summary.result) ?? true) &&
    (filter.sessions?.includes(summary.session) ?? true) &&
    summary.name.includes(filter.text ?? "")
  );
}

function overviewOf(found: readonly EventSummary[]): Overview {
  const hours = found.map(({ time }) => Math.floor(time / HOUR));
  const first = hours[0] ?? 0;
  const isLong = (hours.at(-1) ?? 0) - first > 24 * 14;
  const unit = isLong ? 24 * HOUR : HOUR;
  const from = Math.floor((first * HOUR) / unit);
  const length = found.length && Math.floor(((hours.at(-1) ?? 0) * HOUR) / unit) - from + 1;
  const counts = Object.fromEntries(
    eventResults.map((result) => [result, new Array<number>(length).fill(0)]),
  ) as Record<EventResult, number[]>;
  for (const { time, result } of found) {
    const index = Math.floor(time / unit) - from;
    counts[result][index] = (counts[result][index] ?? 0) + 1;
  }
  const sessions = countValues(found.map(({ session }) => session));
  return {
    isComplete: true,
    eventCount: found.length,
    sessionCount: sessions.length,
    failureCount: found.filter(({ result }) => result === "error").length,
    ...{ skippedCount: 2, missingCount: 0, fileCount: 30, bytes: found.length * 512 },
    timeline: {
      unit: isLong ? "day" : "hour",
      starts: Array.from({ length }, (_, index) => (from + index) * unit),
      counts,
      outsideCount: 0,
    },
    results: countValues(found.map(({ result }) => result)),
    names: countValues(found.map(({ name }) => name)),
    sessions: sessions.slice(0, 1000),
  };
}

function countValues(values: readonly string[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}
