import type { FileSystem } from "../../stored/fileSystem";
import type { ViewFilter } from "../messages";
import { inChronologicalOrder, matchingEvents } from "./matches";
import { type Searched, eventsWithText } from "./textSearch";

/** A search for the events that match a filter. */
interface Search {
  readonly key: string;
  readonly events: Promise<Uint32Array>;
  /** That of the request that began it. Others wait for the same search. */
  readonly signal: AbortSignal;
}

/** Finds events, and keeps what it found last: a page asks for many rows of one filter. */
export class EventSearch {
  private readonly searched: Searched;
  private readonly fs: FileSystem;
  /** In chronological order. Kept, because sorting 300,000 events takes 100 ms. */
  private all: Uint32Array | undefined;
  private last: Search | undefined;

  constructor(searched: Searched, fs: FileSystem) {
    this.searched = searched;
    this.fs = fs;
  }

  /**
   * Returns the events that match, in chronological order. Rejects with the reason of `signal` if it
   * aborts, and with an EventGoneError if one of the events can no longer be read.
   */
  async matches(filter: ViewFilter, signal: AbortSignal): Promise<Uint32Array> {
    const search = this.searchFor(filter, signal);
    try {
      return await search.events;
    } catch (error) {
      // The request that began the search was canceled, but this one was not.
      if (search.signal.aborted && !signal.aborted) {
        return await this.matches(filter, signal);
      }
      throw error;
    }
  }

  private searchFor(filter: ViewFilter, signal: AbortSignal): Search {
    const key = JSON.stringify(filter);
    if (this.last?.key === key) {
      return this.last;
    }
    const search = { key, events: this.findMatches(filter, signal), signal };
    this.last = search;
    search.events.catch(() => {
      if (this.last === search) {
        this.last = undefined;
      }
    });
    return search;
  }

  private async findMatches(
    { text, ...filter }: ViewFilter,
    signal: AbortSignal,
  ): Promise<Uint32Array> {
    const { index } = this.searched;
    this.all ??= inChronologicalOrder(index);
    const events = matchingEvents(index, this.all, filter);
    return text ? eventsWithText(text, events, this.searched, { fs: this.fs, signal }) : events;
  }
}
