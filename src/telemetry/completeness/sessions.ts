import { type Runs, addToRuns, uniteRuns } from "./runs";

/** What is known about the stored events of a session. Has no methods, because threads send it. */
export interface Session {
  /** Identifies the session in this export. */
  readonly key: string;
  /** The session ID as the export contains it. */
  readonly name: string;
  /** The sequence numbers of the exported events. */
  readonly exported: Runs;
  /** The sequence numbers of events that were read, but are outside the range. */
  readonly outside: Runs;
  /** Number of exported events, including those with equal sequence numbers. */
  eventCount: number;
}

/** What threads send about the events that they read. */
export interface SessionList {
  readonly sessions: readonly Session[];
  /** Number of exported events that were not compared with others. */
  readonly uncheckedCount: number;
}

/** An event, as far as gaps and duplicates are concerned. */
export interface SequencedEvent {
  /** ID of the extension that stored the event, if known. */
  readonly extensionId: string | undefined;
  /** Empty if the event has none. */
  readonly sessionId: string;
  /** As stored. */
  readonly sequence: unknown;
  /** Whether the event is exported. Others are outside the range. */
  readonly isExported: boolean;
}

/**
 * Maximum number of runs of consecutive sequence numbers, which limits memory use. A session has one
 * run, and one more for each of its gaps. Events that need another run are not checked.
 */
const MAX_RUNS = 100_000;

/** The same for a single session, which limits the time for an event that is out of order. */
const MAX_RUNS_OF_SESSION = 1000;

/** Notes the sequence numbers of events by session. */
export class Sessions {
  private readonly known = new Map<string, Session>();
  private runCount = 0;
  private uncheckedCount = 0;
  /** The session of the previous event, which usually is also that of the next. */
  private latest: Latest | undefined;
  private readonly nameOf: (id: string) => string;

  /** @param nameOf returns a session ID as the export contains it. */
  constructor(nameOf: (id: string) => string) {
    this.nameOf = nameOf;
  }

  /** Notes an event. One without a session ID or a sequence number is only counted. */
  add({ extensionId, sessionId, sequence, isExported }: SequencedEvent): void {
    const isChecked =
      sessionId !== "" &&
      isSequence(sequence) &&
      // Adding 0 makes 0 of -0.
      this.note(this.find(extensionId, sessionId), sequence + 0, isExported);
    this.uncheckedCount += isExported && !isChecked ? 1 : 0;
  }

  /** Adds the events that others have noted. */
  addAll({ sessions, uncheckedCount }: SessionList): void {
    this.uncheckedCount += uncheckedCount;
    for (const session of sessions) {
      this.addSession(session);
    }
    this.latest = undefined;
  }

  /** All sessions in the order in which they were found. */
  list(): SessionList {
    return { sessions: [...this.known.values()], uncheckedCount: this.uncheckedCount };
  }

  private addSession(session: Session): void {
    const own = this.known.get(session.key);
    if (!own && this.runCount >= MAX_RUNS) {
      this.uncheckedCount += session.eventCount;
      return;
    }
    const united = own ? unite(own, session) : session;
    this.known.set(session.key, united);
    this.runCount += runCountOf(united) - (own ? runCountOf(own) : 0);
  }

  private find(extensionId: string | undefined, id: string): Session {
    if (this.latest?.id === id && this.latest.extensionId === extensionId) {
      return this.latest.session;
    }
    const key = `${extensionId ?? ""}/${id}`;
    const session = this.known.get(key) ?? newSession(key, this.nameOf(id));
    this.latest = { extensionId, id, session };
    return session;
  }

  /** Returns false if the sequence number needs another run, and there are too many. */
  private note(session: Session, sequence: number, isExported: boolean): boolean {
    const runs = isExported ? session.exported : session.outside;
    const before = runs.length;
    const mayGrow = this.runCount < MAX_RUNS && before < 2 * MAX_RUNS_OF_SESSION;
    if (!addToRuns(runs, sequence, mayGrow)) {
      return false;
    }
    if (before === 0) {
      this.known.set(session.key, session);
    }
    this.runCount += (runs.length - before) / 2;
    session.eventCount += isExported ? 1 : 0;
    return true;
  }
}

interface Latest {
  readonly extensionId: string | undefined;
  /** The session ID as stored. */
  readonly id: string;
  readonly session: Session;
}

function newSession(key: string, name: string): Session {
  return { key, name, exported: [], outside: [], eventCount: 0 };
}

function runCountOf({ exported, outside }: Session): number {
  return (exported.length + outside.length) / 2;
}

function isSequence(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function unite({ key, name, ...a }: Session, b: Session): Session {
  return {
    key,
    name,
    exported: uniteRuns(a.exported, b.exported),
    outside: uniteRuns(a.outside, b.outside),
    eventCount: a.eventCount + b.eventCount,
  };
}
