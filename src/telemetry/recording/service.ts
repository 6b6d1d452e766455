import type { ChildName, EventName, MeasurementsOf, PropertiesOf } from "./eventCatalog";

/** The full name of a child event. */
export type ChildOf<Parent extends EventName, Child extends string> = Extract<
  `${Parent}.${Child}`,
  EventName
>;

/** What a traced operation can record about itself while it runs. */
export interface Span<Name extends EventName = EventName> {
  /** Traces a part of the operation as the event `parent.child`. */
  phase<Child extends ChildName<Name>, T>(
    child: Child,
    operation: (span: Span<ChildOf<Name, Child>>) => T | Promise<T>,
    properties?: PropertiesOf<ChildOf<Name, Child>>,
  ): Promise<T>;
  /** Records the event `parent.child` in the same trace. */
  log<Child extends ChildName<Name>>(
    child: Child,
    properties?: PropertiesOf<ChildOf<Name, Child>>,
    measurements?: MeasurementsOf<ChildOf<Name, Child>>,
  ): void;
  /** Records an error as the event `parent.child` in the same trace. */
  logError<Child extends ChildName<Name>>(
    child: Child,
    error: unknown,
    properties?: PropertiesOf<ChildOf<Name, Child>>,
    measurements?: MeasurementsOf<ChildOf<Name, Child>>,
  ): void;
  setProperty<Key extends keyof PropertiesOf<Name>>(
    key: Key,
    value: NonNullable<PropertiesOf<Name>[Key]>,
  ): void;
  setMeasurement(key: keyof MeasurementsOf<Name>, value: number): void;
  /** Sets the result to `aborted`: the user canceled the operation. */
  markAborted(): void;
  /** Sets the result to `error` for an operation that fails without rejecting. */
  markError(error?: unknown): void;
}

/**
 * Records what the extension does. Its methods never throw errors of their own and don't wait for
 * storage.
 */
export interface TelemetryService {
  log<Name extends EventName>(
    name: Name,
    properties?: PropertiesOf<Name>,
    measurements?: MeasurementsOf<Name>,
  ): void;
  /**
   * Records the error's type and codes. Its message is omitted because it can contain user text.
   */
  logError<Name extends EventName>(
    name: Name,
    error: unknown,
    properties?: PropertiesOf<Name>,
    measurements?: MeasurementsOf<Name>,
  ): void;
  /**
   * Runs `operation` and records one event when it ends, with `durationMs` and a `result`:
   * `success`, `aborted`, or `error` if it rejects. Resolves or rejects as the operation does.
   */
  trace<Name extends EventName, T>(
    name: Name,
    operation: (span: Span<Name>) => T | Promise<T>,
    properties?: PropertiesOf<Name>,
  ): Promise<T>;
}
