import * as vscode from "vscode";
import { formatDays } from "../../../localized/formats";
import {
  type StoredFiles,
  describeFiles,
  describeStored,
  joinFacts,
} from "../../../localized/storedFacts";
import type { FileSizes } from "../../stored/fileSizes";
import type { TelemetryFile } from "../../stored/telemetryFolder";
import { formatUtcDate } from "../../stored/utcDate";
import { describeLaterFile } from "../messages/describeCompleteness";
import { describeDateProblem } from "../messages/describeError";
import {
  type DateProblem,
  type DateRange,
  type RangeId,
  type RangePreset,
  checkEndDate,
  checkStartDate,
  customRange,
  rangePresets,
} from "../select/dateRange";
import { laterFiles } from "../select/laterFiles";
import { selectFiles } from "../select/selectFiles";
import { DateStep } from "./dateStep";
import { type Days, type LastChoices, putFirst } from "./lastChoices";
import { type Choice, type Offer, PickStep } from "./pickStep";
import type { Step } from "./steps";
import { viewFirst } from "./viewFirst";

/** Preselected until the user chooses another range, because support usually asks for it. */
const USUAL_RANGE = "last7Days";

/** What the range question needs. */
export interface Stored {
  /** All telemetry files sorted by day, at least one. */
  readonly files: StoredFiles;
  /** Resolves to undefined if the file system doesn't answer. */
  readonly sizes: () => Promise<FileSizes | undefined>;
  /** The time from which ranges are counted back, in milliseconds since the epoch. */
  readonly now: number;
  readonly last: LastChoices;
  /** Whether the user can look at the telemetry before exporting it. */
  readonly canView: boolean;
}

/** Asks for a range: one step for a preset, or three for a custom range. */
export class RangeQuestion {
  private readonly stored: Stored;
  private readonly pick: PickStep<RangeId>;
  private readonly start: DateStep;
  private readonly end: DateStep;

  constructor(stored: Stored) {
    this.stored = stored;
    const days = proposeDays(stored);
    const today = formatUtcDate(stored.now);
    this.pick = pickRange(stored, days);
    this.start = new DateStep({
      prompt: vscode.l10n.t(
        "First day to export (inclusive). Dates are in UTC. Today is {0}.",
        today,
      ),
      proposal: () => days.start,
      check: (text) => checkStart(text, stored),
    });
    this.end = new DateStep({
      prompt: vscode.l10n.t(
        "Last day to export (inclusive). Dates are in UTC. Today is {0}.",
        today,
      ),
      proposal: () => (days.end < this.start.text ? lastDay(stored) : days.end),
      check: (text) => checkEnd(text, this.start.text, stored),
      hint: (text) => hintAtEnd(text, this.start.text, stored),
    });
  }

  /** The steps for the current choice. */
  get steps(): readonly Step[] {
    return this.pick.answer === "custom" ? [this.pick, this.start, this.end] : [this.pick];
  }

  /** The chosen range. Available when all steps are done. */
  get answer(): DateRange {
    const preset = rangePresets.find(({ id }) => id === this.pick.answer);
    return preset?.range(this.stored.now) ?? customRange(this.start.text, this.end.text);
  }

  /** The choice in the form in which it is stored for next time. */
  get choice(): LastChoices {
    const { answer } = this.pick;
    return answer === "custom"
      ? { range: answer, days: { start: this.start.text, end: this.end.text } }
      : { range: answer };
  }
}

/**
 * Returns the last custom range if it still has telemetry. Otherwise, returns the range of all
 * telemetry.
 */
function proposeDays(stored: Stored): Days {
  const { days } = stored.last;
  return days && selectFiles(stored.files, customRange(days.start, days.end).window).length > 0
    ? days
    : { start: formatUtcDate(stored.files[0].day), end: lastDay(stored) };
}

function lastDay({ files }: Stored): string {
  return formatUtcDate((files.at(-1) ?? files[0]).day);
}

/** Shows the last choice first. Preselects the first range that has telemetry. */
function pickRange(stored: Stored, days: Days): PickStep<RangeId> {
  const offer = offerRanges(stored, days);
  const initial = offer.choices.find(({ refusal }) => refusal === undefined)?.value ?? "custom";
  return new PickStep(
    initial,
    () => offer,
    async () => offerRanges(stored, days, await stored.sizes()),
  );
}

/** Returns the entries. Without `sizes`, their descriptions are based on file names alone. */
function offerRanges(stored: Stored, days: Days, sizes?: FileSizes): Offer<RangeId> {
  const { files, now, last, canView } = stored;
  const choices: readonly Choice<RangeId>[] = [
    ...rangePresets.map((preset) =>
      offerPreset(preset, selectFiles(files, preset.range(now).window), sizes),
    ),
    {
      value: "custom",
      label: vscode.l10n.t("Custom range…"),
      description: joinFacts(
        formatDays(Date.parse(days.start), Date.parse(days.end)),
        describeFiles(selectFiles(files, customRange(days.start, days.end).window), sizes),
      ),
    },
  ];
  const first = choices.find(({ value }) => value === (last.range ?? USUAL_RANGE));
  return {
    placeholder: vscode.l10n.t(
      "Select a date range. Stored (UTC): {0}",
      describeStored(files, sizes),
    ),
    choices: first ? putFirst(choices, first) : choices,
    button: canView ? viewFirst() : undefined,
  };
}

function offerPreset(
  { id, label: labelOf }: RangePreset,
  files: readonly TelemetryFile[],
  sizes: FileSizes | undefined,
): Choice<RangeId> {
  const label = labelOf(vscode.l10n);
  return files.length > 0
    ? { value: id, label, description: describeFiles(files, sizes) }
    : {
        value: id,
        label,
        description: vscode.l10n.t("nothing stored"),
        refusal: vscode.l10n.t("{0}: No telemetry is stored. Select another range.", label),
      };
}

function checkStart(text: string, stored: Stored): string | undefined {
  const problem = checkStartDate(text, stored.now);
  return problem ? describe(problem) : text > lastDay(stored) ? nothingSince(stored) : undefined;
}

function checkEnd(text: string, start: string, { files }: Stored): string | undefined {
  const problem = checkEndDate(text, start);
  if (problem) {
    return describe(problem);
  }
  return selectFiles(files, customRange(start, text).window).length === 0
    ? vscode.l10n.t("No telemetry is stored from {0} to {1}.", start, text)
    : undefined;
}

function hintAtEnd(text: string, start: string, { files, now }: Stored): string | undefined {
  const [later] = laterFiles(files, customRange(start, text).window, now);
  return later && describeLaterFile(later, vscode.l10n).join(" ");
}

function describe(problem: DateProblem): string {
  return describeDateProblem(problem, vscode.l10n);
}

function nothingSince(stored: Stored): string {
  return vscode.l10n.t(
    "No telemetry is stored from this date on. The last day with telemetry is {0}.",
    lastDay(stored),
  );
}
