import * as vscode from "vscode";
import { formatUtcDate } from "../../utcDate";
import {
  checkEndDate,
  checkStartDate,
  customRange,
  rangePresets,
  type DateProblem,
  type DateRange,
} from "../dateRange";
import { describeDateProblem } from "../messages";
import { pickOne } from "./pickOne";

/** What support asks for first: with it preselected, Enter is enough. */
const USUAL_PRESET = "last7Days";

/** Asks for a preset or two dates; undefined when the user backs out. Times as in RangePreset. */
export async function askRange(now: () => number): Promise<DateRange | undefined> {
  const presets = rangePresets.map((preset) => ({
    label: preset.label(vscode.l10n),
    choose: () => preset.range(now()),
    active: preset.id === USUAL_PRESET,
  }));
  const custom = {
    label: vscode.l10n.t("Custom range…"),
    choose: () => askCustomRange(now),
    active: false,
  };
  const choice = await pickOne([...presets, custom], {
    title: vscode.l10n.t("Export Telemetry"),
    placeholder: vscode.l10n.t("Which telemetry do you want to export?"),
  });
  return choice?.choose();
}

async function askCustomRange(now: () => number): Promise<DateRange | undefined> {
  const today = formatUtcDate(now());
  const start = await askDate(
    vscode.l10n.t("First day to export. Days are UTC; today is {0}.", today),
    (text) => checkStartDate(text, now()),
  );
  if (start === undefined) {
    return undefined;
  }
  const end = await askDate(
    vscode.l10n.t("Last day to export, itself included. Days are UTC; today is {0}.", today),
    (text) => checkEndDate(text, start),
  );
  return end === undefined ? undefined : customRange(start, end);
}

function askDate(
  prompt: string,
  check: (text: string) => DateProblem | undefined,
): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t("Export Telemetry"),
    prompt,
    placeHolder: vscode.l10n.t("YYYY-MM-DD"),
    validateInput: (text) => {
      const problem = check(text);
      return problem && describeDateProblem(problem, vscode.l10n);
    },
  });
}
