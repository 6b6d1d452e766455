import { type IdentifierMode, identifierModes } from "../protect/identifiers";
import { isObject } from "../stored/event";
import { type EventResult, eventResults } from "../stored/result";
import { parseTimestamp } from "../stored/timestamp";
import { type RegisteredFormat, exportFormats } from "./formats/registry";
import {
  type DateProblem,
  type DateRange,
  checkEndDate,
  checkStartDate,
  customRange,
  rangePresets,
  timeRange,
} from "./select/dateRange";
import type { EventFilter } from "./select/eventFilter";

/** The reason why a preset answer is invalid. */
export type OptionProblem =
  | DateProblem
  | "missing"
  | "notALocation"
  | "notATime"
  | "notLocal"
  | "notOptions"
  | "notText"
  | "notTexts"
  | "rangeAndDays"
  | "unknownFormat"
  | "unknownIdentifiers"
  | "unknownOption"
  | "unknownRange"
  | "unknownResult";

/** A preset answer is invalid. The messages for users are in messages/. */
export class OptionError extends Error {
  /** Name of the option, such as `range.start`, or of the setting. */
  readonly field: string;
  readonly problem: OptionProblem;
  readonly isSetting: boolean;

  constructor(field: string, problem: OptionProblem, isSetting = false) {
    super(`${field}: ${problem}`);
    this.name = "OptionError";
    this.field = field;
    this.problem = problem;
    this.isSetting = isSetting;
  }
}

/**
 * Parses the ID of a preset range or `{ start, end }`, either UTC days or UTC times, one of which can
 * be absent. Throws an OptionError for any other value.
 *
 * @param now milliseconds since the epoch.
 */
export function parseRange(value: unknown, now: number): DateRange {
  const preset = rangePresets.find(({ id }) => id === value);
  if (preset) {
    return preset.range(now);
  }
  if (!isObject(value)) {
    throw new OptionError("range", "unknownRange");
  }
  checkFields(value, ["start", "end"], "range.");
  if ([value["start"], value["end"]].some((text) => String(text).includes("T"))) {
    return parseTimes(value);
  }
  const start = parseDate("range.start", value["start"], (text) => checkStartDate(text, now));
  const end = parseDate("range.end", value["end"], (text) => checkEndDate(text, start));
  return customRange(start, end);
}

function parseTimes({ start, end }: Readonly<Record<string, unknown>>): DateRange {
  const first = parseTime("range.start", start);
  const last = parseTime("range.end", end);
  if (first !== undefined && last !== undefined && last <= first) {
    throw new OptionError("range.end", "endBeforeStart");
  }
  return timeRange(first, last);
}

function parseTime(field: string, value: unknown): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  const time = typeof value === "string" && value.endsWith("Z") ? parseTimestamp(value) : undefined;
  if (typeof time !== "object") {
    throw new OptionError(field, "notATime");
  }
  return time.ms;
}

/**
 * Parses `{ names, results, sessions, text }`, all of which can be absent. Throws an OptionError for
 * any other value.
 */
export function parseFilter(value: unknown): EventFilter {
  if (!isObject(value)) {
    throw new OptionError("filter", "notOptions");
  }
  checkFields(value, ["names", "results", "sessions", "text"], "filter.");
  const { text } = value;
  if (text !== undefined && typeof text !== "string") {
    throw new OptionError("filter.text", "notText");
  }
  return {
    names: parseTexts("filter.names", value["names"]),
    results: parseTexts("filter.results", value["results"])?.map(parseResult),
    sessions: parseTexts("filter.sessions", value["sessions"]),
    text,
  };
}

function parseTexts(field: string, value: unknown): readonly string[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (!Array.isArray(value) || !value.every((each): each is string => typeof each === "string")) {
    throw new OptionError(field, "notTexts");
  }
  return value;
}

function parseResult(value: string): EventResult {
  const result = eventResults.find((each) => each === value);
  if (!result) {
    throw new OptionError("filter.results", "unknownResult");
  }
  return result;
}

/** Throws an OptionError if an object has a field that is not one of `fields`. */
export function checkFields(value: object, fields: readonly string[], prefix = ""): void {
  const unknown = Object.keys(value).find((field) => !fields.includes(field));
  if (unknown !== undefined) {
    throw new OptionError(prefix + unknown, "unknownOption");
  }
}

/** Returns the format with an ID. Throws an OptionError if there is none. */
export function parseFormat(value: unknown): RegisteredFormat {
  const format = exportFormats.find(({ id }) => id === value);
  if (!format) {
    throw new OptionError("format", "unknownFormat");
  }
  return format;
}

/**
 * How an export treats identifiers. Throws an OptionError for any other value.
 *
 * @param setting the name of the setting that has the value; an option has it otherwise.
 */
export function parseIdentifiers(value: unknown, setting?: string): IdentifierMode {
  const mode = identifierModes.find((candidate) => candidate === value);
  if (!mode) {
    throw new OptionError(setting ?? "identifiers", "unknownIdentifiers", setting !== undefined);
  }
  return mode;
}

function parseDate(
  field: string,
  value: unknown,
  check: (text: string) => DateProblem | undefined,
): string {
  if (value === undefined) {
    throw new OptionError(field, "missing");
  }
  if (typeof value !== "string") {
    throw new OptionError(field, "format");
  }
  const problem = check(value);
  if (problem) {
    throw new OptionError(field, problem);
  }
  return value;
}
