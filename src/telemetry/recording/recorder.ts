import { randomBytes } from "node:crypto";
import type { EventRow } from "../stored/event";
import type { ChildName, EventName } from "./eventCatalog";
import { toRecordedError } from "./recordedError";
import type { ChildOf, Span, TelemetryService } from "./service";

/** Receives recorded events. `write` returns without waiting for storage. */
export interface EventSink {
  write(row: EventRow): void;
}

/** Links an event to its trace. */
interface Family {
  readonly event_id?: string;
  readonly trace_id: string;
  readonly parent_event_id?: string;
}

/**
 * Creates events in dialect C and passes them to the sink. The types of TelemetryService ensure
 * that only properties and measurements from the catalog are recorded.
 */
export class TelemetryRecorder implements TelemetryService {
  /** While false, nothing is recorded, including the end of traces that started earlier. */
  isEnabled = true;
  private sequence = 0;
  private readonly sink: EventSink;
  private readonly onError: (error: unknown) => void;

  /** @param onError receives errors that occur while recording; the caller never sees them. */
  constructor(sink: EventSink, onError: (error: unknown) => void) {
    this.sink = sink;
    this.onError = onError;
  }

  log(name: EventName, properties?: object, measurements?: object): void {
    this.record(name, { properties, measurements });
  }

  logError(name: EventName, error: unknown, properties?: object, measurements?: object): void {
    this.record(name, { properties, measurements, error });
  }

  trace<Name extends EventName, T>(
    name: Name,
    operation: (span: Span<Name>) => T | Promise<T>,
    properties?: object,
  ): Promise<T> {
    return this.run(name, { trace_id: newId(16) }, operation, properties);
  }

  /** Runs an operation as a span and records an event when it succeeds or fails. */
  async run<Name extends EventName, T>(
    name: Name,
    family: Family,
    operation: (span: Span<Name>) => T | Promise<T>,
    properties?: object,
  ): Promise<T> {
    const span = new RecordedSpan<Name>(this, name, family, properties);
    try {
      return await operation(span);
    } catch (error) {
      span.markError(error);
      throw error;
    } finally {
      span.end();
    }
  }

  /** Passes one event to the sink, if recording is on. */
  record(name: EventName, details: Details, family?: Family): void {
    if (!this.isEnabled) {
      return;
    }
    try {
      this.sink.write(this.createRow(name, details, family));
    } catch (error) {
      this.onError(error);
    }
  }

  /** Creates an event of this window with the current time. */
  createRow(name: EventName, details: Details, family?: Family): EventRow {
    const { properties = {}, measurements = {}, error } = details;
    return {
      event_id: family?.event_id ?? newId(8),
      event_name: name,
      timestamp: new Date().toISOString(),
      event_sequence: this.sequence++,
      properties,
      measurements,
      ...(error !== undefined && { error: toRecordedError(error) }),
      ...family,
      // The Coder extension also writes an empty string when the deployment is unknown.
      deployment_url: "",
    };
  }
}

interface Details {
  readonly properties?: object | undefined;
  readonly measurements?: object | undefined;
  readonly error?: unknown;
}

/** A traced operation. */
class RecordedSpan<Name extends EventName> implements Span<Name> {
  private readonly recorder: TelemetryRecorder;
  private readonly name: Name;
  private readonly family: Family;
  private readonly id = newId(8);
  private readonly begin = performance.now();
  private readonly properties: Record<PropertyKey, unknown>;
  private readonly measurements: Record<PropertyKey, number> = {};
  private result: "success" | "aborted" | "error" = "success";
  private error: unknown;

  constructor(recorder: TelemetryRecorder, name: Name, family: Family, properties: object = {}) {
    this.recorder = recorder;
    this.name = name;
    this.family = family;
    this.properties = { ...properties };
  }

  phase<Child extends ChildName<Name>, T>(
    child: Child,
    operation: (span: Span<ChildOf<Name, Child>>) => T | Promise<T>,
    properties?: object,
  ): Promise<T> {
    return this.recorder.run(this.childName(child), this.childFamily(), operation, properties);
  }

  log(child: ChildName<Name>, properties?: object, measurements?: object): void {
    this.recorder.record(this.childName(child), { properties, measurements }, this.childFamily());
  }

  logError(
    child: ChildName<Name>,
    error: unknown,
    properties?: object,
    measurements?: object,
  ): void {
    const details = { properties, measurements, error };
    this.recorder.record(this.childName(child), details, this.childFamily());
  }

  setProperty(key: PropertyKey, value: unknown): void {
    this.properties[key] = value;
  }

  setMeasurement(key: PropertyKey, value: number): void {
    this.measurements[key] = value;
  }

  markAborted(): void {
    this.result = "aborted";
  }

  markError(error?: unknown): void {
    this.result = "error";
    this.error = error;
  }

  /** Records the finished operation. */
  end(): void {
    const properties = { ...this.properties, result: this.result };
    const measurements = { ...this.measurements, durationMs: performance.now() - this.begin };
    const details = { properties, measurements, error: this.error };
    this.recorder.record(this.name, details, { ...this.family, event_id: this.id });
  }

  private childName<Child extends string>(child: Child): ChildOf<Name, Child> {
    return `${this.name}.${child}` as ChildOf<Name, Child>;
  }

  private childFamily(): Family {
    return { trace_id: this.family.trace_id, parent_event_id: this.id };
  }
}

/** Returns a random hex ID. OpenTelemetry uses 8 bytes for spans and 16 for traces. */
function newId(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
