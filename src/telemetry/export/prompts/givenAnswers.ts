import { isAbsolute } from "node:path";
import * as vscode from "vscode";
import type { IdentifierMode } from "../../protect/identifiers";
import { isObject } from "../../stored/event";
import type { RegisteredFormat } from "../formats/registry";
import { OptionError, parseFilter, parseFormat, parseIdentifiers, parseRange } from "../options";
import type { DateRange } from "../select/dateRange";
import type { EventFilter } from "../select/eventFilter";

/**
 * The options of the command `coderTelemetry.export`. Each one presets an answer, which is then not
 * asked for.
 */
interface ExportTelemetryOptions {
  /**
   * A preset, or two UTC days `YYYY-MM-DD` (inclusive), or two UTC times such as
   * `2026-01-31T12:00:00Z` (the end is exclusive).
   */
  range?: "last24Hours" | "last7Days" | "last30Days" | "allTime" | { start: string; end: string };
  format?: "json" | "otlp" | "otlpJsonl" | "otlpProtobuf" | "otlpTraces" | "otlpMetrics";
  /** A URI, its string, or an absolute path. An existing file is replaced. */
  destination?: vscode.Uri | string;
  /**
   * A telemetry folder or support bundle to read instead of the telemetry stored on this machine. A
   * URI, its string, or an absolute path.
   */
  directory?: vscode.Uri | string;
  /** Where to write a manifest of the export. A URI, its string, or an absolute path. */
  manifest?: vscode.Uri | string;
  /** Overrides the setting `coderTelemetry.export.identifiers`. */
  identifiers?: "keep" | "pseudonymize";
  /** Exports only events that match. Each field that is present must match. */
  filter?: {
    names?: string[];
    results?: ("success" | "aborted" | "error" | "none")[];
    /** Session IDs. */
    sessions?: string[];
    /** Must appear in the stored line, in any letter case. */
    text?: string;
  };
}

/** The parsed options. */
export interface GivenAnswers {
  readonly range?: DateRange | undefined;
  readonly format?: RegisteredFormat | undefined;
  readonly destination?: vscode.Uri | undefined;
  /** Path of the telemetry folder or support bundle. */
  readonly directory?: string | undefined;
  readonly identifiers?: IdentifierMode | undefined;
  readonly filter?: EventFilter | undefined;
  readonly manifest?: vscode.Uri | undefined;
}

const FIELDS: Readonly<Record<keyof ExportTelemetryOptions, true>> = {
  range: true,
  format: true,
  destination: true,
  directory: true,
  identifiers: true,
  filter: true,
  manifest: true,
};

/**
 * Parses the command's options. Throws an OptionError with the name of an invalid or unknown field.
 * Unknown fields are errors because a misspelled one would otherwise be ignored, and the question
 * asked, without explanation.
 */
export function readGivenAnswers(options: unknown, now: number): GivenAnswers {
  if (options === undefined || options === null) {
    return {};
  }
  if (!isObject(options)) {
    throw new OptionError("options", "notOptions");
  }
  for (const field of Object.keys(options)) {
    if (!Object.hasOwn(FIELDS, field)) {
      throw new OptionError(field, "unknownOption");
    }
  }
  const given = <T>(
    field: keyof ExportTelemetryOptions,
    parse: (value: unknown) => T,
  ): T | undefined => (options[field] === undefined ? undefined : parse(options[field]));
  return {
    range: given("range", (value) => parseRange(value, now)),
    format: given("format", parseFormat),
    destination: given("destination", (value) => parseLocation("destination", value)),
    directory: given("directory", parseDirectory),
    identifiers: given("identifiers", (value) => parseIdentifiers(value)),
    filter: given("filter", parseFilter),
    manifest: given("manifest", (value) => parseLocation("manifest", value)),
  };
}

function parseDirectory(value: unknown): string {
  const uri = parseLocation("directory", value);
  if (uri.scheme !== "file") {
    throw new OptionError("directory", "notLocal");
  }
  return uri.fsPath;
}

/**
 * Parses a URI, its string, or an absolute path. In JSON, such as a keybinding's arguments, a URI
 * is an object of its components.
 */
function parseLocation(field: string, value: unknown): vscode.Uri {
  if (value instanceof vscode.Uri) {
    return value;
  }
  if (typeof value === "string" && isAbsolute(value)) {
    return vscode.Uri.file(value);
  }
  try {
    if (typeof value === "string") {
      return vscode.Uri.parse(value, true);
    }
    if (isObject(value) && typeof value["scheme"] === "string") {
      return vscode.Uri.from({ ...value, scheme: value["scheme"] });
    }
  } catch {
    // Handled below, like any other invalid value.
  }
  throw new OptionError(field, "notALocation");
}
