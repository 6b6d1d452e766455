import { allCommandIds } from "../../command/commandIds";

/**
 * Defines the allowed content of one kind of event. Events never contain paths or text that a user
 * typed.
 */
export interface EventDefinition {
  /** When it is recorded, as a sentence. */
  readonly description: string;
  /** Whether the event is recorded at the end of an operation, with `result` and `durationMs`. */
  readonly isTimed: boolean;
  /** The allowed values of each property. */
  readonly properties: Readonly<Record<string, readonly string[]>>;
  /** What each measurement counts, with its unit. */
  readonly measurements: Readonly<Record<string, string>>;
}

/** Every event that the extension records. docs/events.md is generated from it. */
export const eventCatalog = {
  activation: {
    description: "The extension was activated.",
    isTimed: true,
    properties: {},
    measurements: {},
  },
  "command.invoked": {
    description: "A command of the extension was run, by you or by another extension.",
    isTimed: true,
    properties: { command_id: allCommandIds },
    measurements: {},
  },
  "telemetry.export": {
    description: "Telemetry was exported. The time for answering the prompts is not included.",
    isTimed: true,
    properties: {
      format: ["json", "otlp", "otlpJsonl", "otlpProtobuf", "otlpTraces", "otlpMetrics"],
      range: ["last24Hours", "last7Days", "last30Days", "allTime", "custom"],
    },
    measurements: {
      event_count: "events written",
      file_count: "telemetry files read",
      skipped_count: "entries that were skipped because they could not be read",
      problem_count: "files and folders that were not read or stored completely",
      byte_count: "bytes written",
    },
  },
  "telemetry.export.flush": {
    description: "Events in memory were stored before an export.",
    isTimed: true,
    properties: {},
    measurements: {},
  },
  "telemetry.dropped": {
    description: "Events were dropped because they could not be stored in time.",
    isTimed: false,
    properties: {},
    measurements: { event_count: "events dropped" },
  },
} as const satisfies Readonly<Record<string, EventDefinition>>;

type Catalog = typeof eventCatalog;

/** The name of an event. */
export type EventName = keyof Catalog;

/** The last part of the names of an event's children: for `parent.child`, `child`. */
export type ChildName<Parent extends string> = {
  [Name in EventName]: Name extends `${Parent}.${infer Child}` ? Child : never;
}[EventName];

/** The properties of an event, each with its allowed values. */
export type PropertiesOf<Name extends EventName> = {
  readonly [
    Key in keyof Catalog[Name]["properties"]
  ]?: Catalog[Name]["properties"][Key] extends readonly (infer Value)[] ? Value : never;
};

/** The measurements of an event. */
export type MeasurementsOf<Name extends EventName> = {
  readonly [Key in keyof Catalog[Name]["measurements"]]?: number;
};
