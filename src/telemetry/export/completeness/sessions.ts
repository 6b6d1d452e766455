import { type Runs, addToRuns, sizeOfRuns, uniteRuns } from "./runs";

/** What is known about the stored events of a session. Has no methods, because threads send it. */
export interface Session {
  /** Identifies the session in this export. */
  readonly key: string;
  /** The session ID as the export contains it. */
  readonly name: string;
  /** The sequence numbers of all stored events that were read, also of those outside the range. */
  readonly runs: Runs;
  /** The smallest and the largest sequence number of the exported events. */
  first: number;
  last: number;
  /** Number of exported events. */
  eventCount: number;
  /** Number of exported events whose sequence number another event of the session has. */
  duplicateCount: number;
}

/** What threads send about the events that they read. */
export interface SessionList {
  readonly sessions: readonly Session[];
  /** Number of exported events that were not compared with others. */
  readonly uncheckedCount: number;
}

/** An event, as far as gaps and duplicates are concerned. Fields can have any type. */
export interface SequencedEvent {
  /** ID of the extension that stored the event, if known. */
  readonly extensionId: string | undefined;
  readonly sessionId: unknown;
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
      typeof sessionId === "string" &&
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
    this.runCount += (united.runs.length - (own?.runs.length ?? 0)) / 2;
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

  private note(session: Session, sequence: number, isExported: boolean): boolean {
    const { key, runs } = session;
    const before = runs.length;
    const mayGrow = this.runCount < MAX_RUNS && before < 2 * MAX_RUNS_OF_SESSION;
    const added = addToRuns(runs, sequence, mayGrow);
    if (before === 0) {
      if (added === "refused") {
        return false;
      }
      this.known.set(key, session);
    }
    this.runCount += (runs.length - before) / 2;
    if (isExported) {
      session.first = Math.min(session.first, sequence);
      session.last = Math.max(session.last, sequence);
      session.eventCount++;
      session.duplicateCount += added === "known" ? 1 : 0;
    }
    return added !== "refused";
  }
}

interface Latest {
  readonly extensionId: string | undefined;
  /** The session ID as stored. */
  readonly id: string;
  readonly session: Session;
}

function newSession(key: string, name: string): Session {
  const [first, last, eventCount, duplicateCount] = [Infinity, -Infinity, 0, 0];
  return { key, name, runs: [], first, last, eventCount, duplicateCount };
}

function isSequence(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function unite(a: Session, b: Session): Session {
  const runs = uniteRuns(a.runs, b.runs);
  // A copy of an event has the same time, so that either both are exported or none.
  const repeated = Math.min(
    sizeOfRuns(a.runs) + sizeOfRuns(b.runs) - sizeOfRuns(runs),
    a.eventCount,
    b.eventCount,
  );
  return {
    key: a.key,
    name: a.name,
    runs,
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
    eventCount: a.eventCount + b.eventCount,
    duplicateCount: a.duplicateCount + b.duplicateCount + repeated,
  };
}
