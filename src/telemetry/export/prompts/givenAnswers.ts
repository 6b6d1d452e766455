import { isAbsolute } from "node:path";
import * as vscode from "vscode";
import type { IdentifierMode } from "../../protect/identifiers";
import { isObject } from "../../stored/event";
import type { RegisteredFormat } from "../formats/registry";
import {
  OptionError,
  checkFields,
  parseFilter,
  parseFormat,
  parseIdentifiers,
  parseRange,
} from "../options";
import type { DateRange } from "../select/dateRange";
import type { EventFilter } from "../select/eventFilter";

/**
 * The parsed options of the command `coderTelemetry.export`, which docs/automation.md describes. Each
 * one presets an answer, which is then not asked for.
 */
export interface GivenAnswers {
  readonly range?: DateRange | undefined;
  readonly format?: RegisteredFormat | undefined;
  readonly destination?: vscode.Uri | undefined;
  /** Path of a telemetry folder or support bundle to read instead of the telemetry stored on this machine. */
  readonly directory?: string | undefined;
  /** Overrides the setting `coderTelemetry.export.identifiers`. */
  readonly identifiers?: IdentifierMode | undefined;
  readonly filter?: EventFilter | undefined;
  /** Where to write a manifest of the export. */
  readonly manifest?: vscode.Uri | undefined;
}

const OPTIONS: Readonly<Record<keyof GivenAnswers, true>> = {
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
  checkFields(options, Object.keys(OPTIONS));
  const given = <T>(option: keyof GivenAnswers, parse: (value: unknown) => T): T | undefined =>
    options[option] === undefined ? undefined : parse(options[option]);
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
