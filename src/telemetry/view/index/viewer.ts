import type { Losses } from "../../completeness/completeness";
import type { ProtectText } from "../../protect/protectText";
import type { MeasuredFile } from "../../stored/fileSizes";
import type { FileSystem } from "../../stored/fileSystem";
import { toTraceId } from "../../stored/ids";
import type { AnswerOf, EventDetails, ExchangeKind, RequestOf, ViewFilter } from "../messages";
import type { EventIndex } from "./eventIndex";
import { EventSearch } from "./eventSearch";
import { EventGoneError, type FoundEvent, findEvents } from "./findEvents";
import { indentJson } from "./indentJson";
import { type StoredFacts, overviewOf } from "./overview";
import { SensitiveCounts } from "./sensitive";
import { failedThenSlowest } from "./traceOrder";
import { type TraceNode, nodeOf, shownEvents, waterfall } from "./waterfall";

/** What a viewer shows. */
export interface Viewed {
  readonly index: EventIndex;
  readonly files: readonly MeasuredFile[];
  readonly stored: StoredFacts;
  readonly losses: Losses;
}

/** What a viewer needs. */
export interface ViewerEnvironment {
  readonly fs: FileSystem;
  /** Returns the current time in milliseconds since the epoch. */
  readonly now: () => number;
  /** Returns the protection of an export. */
  readonly protectionOf: (identifiers: "keep" | "pseudonymize") => ProtectText;
}

type Answers = {
  readonly [K in ExchangeKind]: (
    request: RequestOf<K>,
    signal: AbortSignal,
  ) => Promise<AnswerOf<K>>;
};

/** Answers the page's requests. All reject with the reason of `signal` if it aborts. */
export class Viewer implements Answers {
  private readonly viewed: Viewed;
  private readonly environment: ViewerEnvironment;
  private readonly search: EventSearch;
  private lastTraces: { readonly of: Uint32Array; readonly traces: Uint32Array } | undefined;

  constructor(viewed: Viewed, environment: ViewerEnvironment) {
    this.viewed = viewed;
    this.environment = environment;
    this.search = new EventSearch(viewed, environment.fs);
  }

  get losses(): Losses {
    return this.viewed.losses;
  }

  async overview(
    { filter }: RequestOf<"overview">,
    signal: AbortSignal,
  ): Promise<AnswerOf<"overview">> {
    const { index, stored } = this.viewed;
    const events = await this.matches(filter, signal);
    return overviewOf(index, events, stored, this.environment.now());
  }

  async rows(
    { filter, offset, count }: RequestOf<"rows">,
    signal: AbortSignal,
  ): Promise<AnswerOf<"rows">> {
    const events = await this.matches(filter, signal);
    const page = Array.from(events.subarray(offset, offset + count));
    return {
      total: events.length,
      rows: page.map((event) => this.viewed.index.summaryOf(event)),
    };
  }

  async event({ index }: RequestOf<"event">, signal: AbortSignal): Promise<EventDetails> {
    const { files } = this.viewed;
    const { file } = this.viewed.index.placeOf(index);
    const { event, line, stored } = await this.find(index, signal, true);
    const traceId = toTraceId(event.row["trace_id"]);
    return {
      index,
      file: files[file]?.name ?? "",
      path: files[file]?.path ?? "",
      line,
      stored,
      exported: indentJson(event.text),
      ...(traceId !== undefined && { traceId }),
    };
  }

  async traces(
    { filter, offset, count }: RequestOf<"traces">,
    signal: AbortSignal,
  ): Promise<AnswerOf<"traces">> {
    const { index } = this.viewed;
    const events = await this.matches(filter, signal);
    if (this.lastTraces?.of !== events) {
      this.lastTraces = { of: events, traces: failedThenSlowest(events, index) };
    }
    const { traces } = this.lastTraces;
    return {
      total: traces.length,
      traces: Array.from(traces.subarray(offset, offset + count), (event) =>
        index.summaryOf(event),
      ),
    };
  }

  async trace({ index }: RequestOf<"trace">, signal: AbortSignal): Promise<AnswerOf<"trace">> {
    const { index: all } = this.viewed;
    const candidates = all.ofSameTrace(index);
    const shown = shownEvents(candidates, index, all);
    const nodes: TraceNode[] = [];
    for await (const events of this.findAll(shown, signal)) {
      nodes.push(...events.map((each) => nodeOf(each, all)));
    }
    const traceId = nodes.find(({ event }) => event.index === index)?.traceId;
    const events = waterfall(nodes.filter((node) => node.traceId === traceId));
    const otherCount = nodes.length - events.length;
    return { traceId: traceId ?? "", eventCount: candidates.length - otherCount, events };
  }

  async sensitive(
    { filter, identifiers }: RequestOf<"sensitive">,
    signal: AbortSignal,
  ): Promise<AnswerOf<"sensitive">> {
    const protect = this.environment.protectionOf(identifiers);
    const counts = new SensitiveCounts();
    const events = await this.matches(filter, signal);
    for await (const found of this.findAll(events, signal)) {
      for (const { event } of found) {
        counts.add(event.text, protect(event.text));
      }
    }
    return { kinds: counts.kinds, eventCount: events.length };
  }

  private matches(filter: ViewFilter, signal: AbortSignal): Promise<Uint32Array> {
    return this.search.matches(filter, signal);
  }

  private async find(number: number, signal: AbortSignal, isMasked = false): Promise<FoundEvent> {
    for await (const [found] of this.findAll(Uint32Array.of(number), signal, isMasked)) {
      if (found) {
        return found;
      }
    }
    throw new EventGoneError();
  }

  private findAll(
    events: Uint32Array,
    signal: AbortSignal,
    isMasked = false,
  ): AsyncGenerator<FoundEvent[], void, undefined> {
    const { fs, protectionOf } = this.environment;
    const { index, files } = this.viewed;
    return findEvents(events, index, files, {
      fs,
      signal,
      ...(isMasked && { protect: protectionOf("keep") }),
    });
  }
}
