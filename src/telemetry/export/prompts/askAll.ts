import * as nodeFs from "node:fs";
import * as vscode from "vscode";
import type { IdentifierMode } from "../../protect/identifiers";
import type { ProblemSummary } from "../../read/problem";
import { listFiles } from "../../sources/listFiles";
import { SourceError } from "../../sources/sourceError";
import { type FileSizes, fileSizes } from "../../stored/fileSizes";
import type { TelemetrySource } from "../../stored/telemetryFolder";
import type { RegisteredFormat } from "../formats/registry";
import { describeError } from "../messages/describeError";
import { describeNothing } from "../messages/describeOutcome";
import type { DateRange } from "../select/dateRange";
import { laterFiles } from "../select/laterFiles";
import { selectFiles } from "../select/selectFiles";
import { askDestination } from "./askDestination";
import { FormatQuestion } from "./askFormat";
import { RangeQuestion } from "./askRange";
import type { GivenAnswers } from "./givenAnswers";
import { readLastChoices, rememberChoices } from "./lastChoices";
import { type Step, askSteps } from "./steps";

/** All answers that an export needs. */
export interface Answers {
  readonly range: DateRange;
  readonly format: RegisteredFormat;
  readonly identifiers: IdentifierMode;
  readonly destination: vscode.Uri;
}

/**
 * The answers, or undefined if the user canceled. `nothing`: the file names show that no telemetry
 * matches.
 */
export type Asked =
  | ({ readonly kind: "answers" } & Answers)
  | {
      readonly kind: "nothing";
      readonly message: string;
      /** Folders that could not be read. */
      readonly problems: ProblemSummary;
      /** See {@link laterFiles}. */
      readonly laterFiles: readonly string[];
    }
  | undefined;

/** What asking needs. */
export interface AskContext {
  /** Returns the current time in milliseconds since the epoch. */
  readonly now: () => number;
  /** Stores the last export folder and the last choices. */
  readonly state: vscode.Memento;
  /** How identifiers are handled unless the user changes it in the format step. */
  readonly identifiers: IdentifierMode;
}

/**
 * Asks for the answers that were not preset. Doesn't ask if the file names show that no telemetry
 * matches.
 */
export async function askAll(
  sources: readonly TelemetrySource[],
  given: GivenAnswers,
  { now, state, identifiers }: AskContext,
): Promise<Asked> {
  const listing = await listFiles(nodeFs, sources);
  const [first, ...others] = listing.files;
  if (!first) {
    return {
      kind: "nothing",
      message: nothingStored(given.directory),
      problems: listing,
      laterFiles: [],
    };
  }
  const files = [first, ...others] as const;
  if (given.range && selectFiles(files, given.range.window).length === 0) {
    const later = laterFiles(files, given.range.window, now());
    const message = describeNothing(listing.problemCounts.unreadFolder > 0, vscode.l10n);
    return { kind: "nothing", message, problems: listing, laterFiles: later };
  }
  const last = readLastChoices(state);
  let sizes: Promise<FileSizes | undefined> | undefined;
  const rangeQuestion = new RangeQuestion({
    files,
    sizes: () => (sizes ??= fileSizes(nodeFs, files)),
    now: now(),
    last,
    canView: given.directory === undefined,
  });
  const formatQuestion = new FormatQuestion(last, identifiers);
  const range = (): DateRange => given.range ?? rangeQuestion.answer;
  const format = (): RegisteredFormat => given.format ?? formatQuestion.step.answer;
  let { destination } = given;
  const destinationQuestion: Step = {
    ask: async (place) => {
      const pseudonymized = formatQuestion.identifiers === "pseudonymize" ? "-pseudonymized" : "";
      const filtered = given.filter ? "-filtered" : "";
      const fileName = `coder-telemetry-${range().slug}${filtered}${pseudonymized}.${format().extension}`;
      destination = await askDestination(fileName, format(), state, place);
      return destination && "next";
    },
  };
  const isAnswered = await askSteps(() => [
    ...(given.range ? [] : rangeQuestion.steps),
    ...(given.format ? [] : [formatQuestion.step]),
    ...(given.destination ? [] : [destinationQuestion]),
  ]);
  if (!isAnswered || !destination) {
    return undefined;
  }
  rememberChoices(state, {
    ...(!given.range && rangeQuestion.choice),
    ...(!given.format && { format: formatQuestion.step.answer.id }),
  });
  return {
    kind: "answers",
    range: range(),
    format: format(),
    identifiers: formatQuestion.identifiers,
    destination,
  };
}

function nothingStored(directory: string | undefined): string {
  return directory === undefined
    ? vscode.l10n.t("No telemetry is stored.")
    : describeError(new SourceError("withoutTelemetry", directory), vscode.l10n);
}
