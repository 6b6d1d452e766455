import { type EventResult, type EventSummary, eventResults } from "../messages";
import { Column } from "./column";
import type { EventFacts } from "./eventFacts";
import { Names } from "./names";

/** Where an event is stored. */
export interface Place {
  /** Index of its file. */
  readonly file: number;
  /** Line number, starting at 1. */
  readonly line: number;
  /** Index among the events of the line. */
  readonly item: number;
}

/**
 * The facts about all events that tables and charts need, in 46 bytes for each event. Events
 * are numbered in the order in which they were added, file by file.
 */
export class EventIndex {
  readonly names = new Names();
  readonly sessions = new Names();
  readonly times = new Column(Float64Array);
  readonly durations = new Column(Float64Array);
  private readonly traces = new Column(Float64Array);
  private readonly nameNumbers = new Column(Uint32Array);
  private readonly sessionNumbers = new Column(Uint32Array);
  private readonly resultNumbers = new Column(Uint8Array);
  private readonly roots = new Column(Uint8Array);
  private readonly files = new Column(Uint32Array);
  private readonly lines = new Column(Uint32Array);
  private readonly items = new Column(Uint32Array);

  get length(): number {
    return this.times.length;
  }

  add(facts: EventFacts, { file, line, item }: Place): void {
    this.times.push(facts.time);
    this.durations.push(facts.duration);
    this.traces.push(facts.trace);
    this.nameNumbers.push(this.names.add(facts.name));
    this.sessionNumbers.push(this.sessions.add(facts.session));
    this.resultNumbers.push(eventResults.indexOf(facts.result));
    this.roots.push(facts.isRoot ? 1 : 0);
    this.files.push(file);
    this.lines.push(line);
    this.items.push(item);
  }

  nameOf(index: number): number {
    return this.nameNumbers.at(index);
  }

  sessionOf(index: number): number {
    return this.sessionNumbers.at(index);
  }

  resultOf(index: number): EventResult {
    return eventResults[this.resultNumbers.at(index)] ?? "none";
  }

  /** Whether the event is the first span of a trace. */
  isRoot(index: number): boolean {
    return this.roots.at(index) === 1 && !Number.isNaN(this.traces.at(index));
  }

  placeOf(index: number): Place {
    return {
      file: this.files.at(index),
      line: this.lines.at(index),
      item: this.items.at(index),
    };
  }

  /** Whether the event's line has others, too. */
  sharesLine(index: number): boolean {
    return this.items.at(index) > 0 || this.items.at(index + 1) > 0;
  }

  /** Whether a line of a file has events. */
  hasEvents(file: number, line: number): boolean {
    let [first, end] = [0, this.length];
    while (first < end) {
      const middle = (first + end) >>> 1;
      const place = this.files.at(middle) - file || this.lines.at(middle) - line;
      if (place < 0) {
        first = middle + 1;
      } else {
        end = middle;
      }
    }
    return this.files.at(first) === file && this.lines.at(first) === line;
  }

  /** Returns the events with the same key of {@link traceKey}. */
  ofSameTrace(index: number): Uint32Array {
    const key = this.traces.at(index);
    const events: number[] = [];
    for (let event = 0; event < this.length; event++) {
      if (this.traces.at(event) === key) {
        events.push(event);
      }
    }
    return Uint32Array.from(events);
  }

  /** Returns when the event started, because the timestamp of a span is its end. */
  startOf(index: number): number {
    return this.times.at(index) - (this.durations.at(index) || 0);
  }

  summaryOf(index: number): EventSummary {
    const duration = this.durations.at(index);
    return {
      index,
      time: this.times.at(index),
      name: this.names.textOf(this.nameOf(index)),
      result: this.resultOf(index),
      ...(!Number.isNaN(duration) && { duration }),
      session: this.sessions.textOf(this.sessionOf(index)),
    };
  }
}
