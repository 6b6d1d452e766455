import type { ChildName, EventName, MeasurementsOf, PropertiesOf } from "./eventCatalog";

/** The name of a child event, in the catalogue. */
export type ChildOf<Parent extends EventName, Child extends string> = Extract<
  `${Parent}.${Child}`,
  EventName
>;

/** What a traced operation may say of itself while it runs. */
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
  /** The user called it off: its result is `aborted`, though nothing went wrong. */
  markAborted(): void;
  /** It failed, though it does not reject: its result is `error`. */
  markError(error?: unknown): void;
}

/** Through this the extension says what it did. It never throws into its caller, nor delays it. */
export interface TelemetryService {
  log<Name extends EventName>(
    name: Name,
    properties?: PropertiesOf<Name>,
    measurements?: MeasurementsOf<Name>,
  ): void;
  /** Of the error its kind and code are recorded; its message can hold what a person typed. */
  logError<Name extends EventName>(
    name: Name,
    error: unknown,
    properties?: PropertiesOf<Name>,
    measurements?: MeasurementsOf<Name>,
  ): void;
  /**
   * Runs `operation` and records one event at its end, with `durationMs` and its `result`: `success`,
   * `aborted`, or `error` when it rejects. Resolves or rejects as the operation does.
   */
  trace<Name extends EventName, T>(
    name: Name,
    operation: (span: Span<Name>) => T | Promise<T>,
    properties?: PropertiesOf<Name>,
  ): Promise<T>;
}
