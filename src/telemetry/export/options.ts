import { isObject } from "../stored/event";
import { type RegisteredFormat, exportFormats } from "./formats/registry";
import { type IdentifierMode, identifierModes } from "./protect/identifiers";
import {
  type DateProblem,
  type DateRange,
  checkEndDate,
  checkStartDate,
  customRange,
  rangePresets,
} from "./select/dateRange";

/** The reason why a preset answer is invalid. */
export type OptionProblem =
  | DateProblem
  | "missing"
  | "notALocation"
  | "notLocal"
  | "notOptions"
  | "rangeAndDays"
  | "unknownFormat"
  | "unknownIdentifiers"
  | "unknownOption"
  | "unknownRange";

/** A preset answer is invalid. The messages for users are in messages.ts. */
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
 * Parses the ID of a preset range or `{ start, end }`. Throws an OptionError for any other value.
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
  const unknown = Object.keys(value).find((field) => field !== "start" && field !== "end");
  if (unknown !== undefined) {
    throw new OptionError(`range.${unknown}`, "unknownOption");
  }
  const start = parseDate("range.start", value["start"], (text) => checkStartDate(text, now));
  const end = parseDate("range.end", value["end"], (text) => checkEndDate(text, start));
  return customRange(start, end);
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
