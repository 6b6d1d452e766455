import { identifierModes } from "../../protect/identifiers";
import { SourceError, type SourceErrorCode } from "../../sources/sourceError";
import { eventResults } from "../../stored/result";
import { messageOf } from "../../stored/systemError";
import { ExportError, type ExportErrorCode } from "../exportError";
import { exportFormats } from "../formats/registry";
import { OptionError, type OptionProblem } from "../options";
import { type DateProblem, rangePresets } from "../select/dateRange";
import { describeUnwritable } from "./describeUnwritable";
import type { L10n } from "./l10n";

/** Explains why a date is invalid. */
export function describeDateProblem(problem: DateProblem, l10n: L10n): string {
  const sentences: Record<DateProblem, string> = {
    format: l10n.t("Enter the date as YYYY-MM-DD, for example 2026-01-31."),
    calendar: l10n.t("This date does not exist."),
    future: l10n.t("The start date can't be in the future."),
    endBeforeStart: l10n.t("The end date can't be before the start date."),
  };
  return sentences[problem];
}

/** Describes any error of an export in a sentence: what happened, to which file, and why. */
export function describeError(error: unknown, l10n: L10n): string {
  if (error instanceof SourceError) {
    return describeSourceError(error, l10n);
  }
  if (error instanceof ExportError) {
    return describeExportError(error, l10n);
  }
  if (error instanceof OptionError) {
    return describeOptionError(error, l10n);
  }
  return l10n.t("The export failed, and no files were changed: {0}", messageOf(error));
}

function describeSourceError({ code, path, cause }: SourceError, l10n: L10n): string {
  const sentences: Record<SourceErrorCode, string> = {
    sourceMissing: l10n.t("No telemetry folder or support bundle was found at {0}.", path),
    directoryUnreadable: l10n.t(
      "Nothing was exported because the telemetry folder {0} could not be read: {1}",
      path,
      messageOf(cause),
    ),
    withoutTelemetry: l10n.t("There is no telemetry to export in {0}.", path),
    bundleUnreadable: l10n.t(
      "Nothing was exported because the support bundle {0} could not be read: {1}",
      path,
      messageOf(cause),
    ),
    bundleWithoutTelemetry: l10n.t(
      "Nothing was exported because the support bundle {0} contains no telemetry.",
      path,
    ),
    bundleNotUnpacked: l10n.t(
      "Nothing was exported because the telemetry in the support bundle {0} could not be extracted: {1}",
      path,
      messageOf(cause),
    ),
  };
  return sentences[code];
}

function describeExportError({ code, path, cause }: ExportError, l10n: L10n): string {
  const sentences: Record<ExportErrorCode, string> = {
    destinationNotAFile: l10n.t(
      "{0} can't be replaced because it is not a regular file. Choose another name.",
      path,
    ),
    destinationIsTelemetry: l10n.t(
      "{0} can't be replaced because it contains stored telemetry. Choose another name.",
      path,
    ),
    destinationNamedAsTelemetry: l10n.t(
      "{0} can't be created because exports would read it as stored telemetry. Choose another name.",
      path,
    ),
    destinationNamedAsFolder: l10n.t(
      "{0} names a folder because it ends with a slash. Add a file name.",
      path,
    ),
    destinationSchemeUnwritable: l10n.t(
      "{0} can't be written because VS Code can't write files with this scheme. Choose another place.",
      path,
    ),
    destinationReadOnly: l10n.t(
      "{0} can't be replaced because it is read-only. Choose another name.",
      path,
    ),
    destinationUnwritable: describeUnwritable(path, cause, l10n),
    destinationUncertain: l10n.t(
      "The export was canceled while {0} was being replaced. The file may be outdated or incomplete. Check it before you use it.",
      path,
    ),
    manifestIsExport: l10n.t(
      "{0} can't be replaced with the manifest because it is the export. Choose another name.",
      path,
    ),
    threadFailed: l10n.t(
      "The export failed, and no files were changed. Error in the worker thread {0}: {1}",
      path,
      messageOf(cause),
    ),
  };
  return sentences[code];
}

function describeOptionError({ field, problem, isSetting }: OptionError, l10n: L10n): string {
  if (problem === "missing") {
    return l10n.t("The option {0} is required.", field);
  }
  if (problem === "unknownOption") {
    return l10n.t("The option {0} does not exist.", field);
  }
  if (problem === "notOptions") {
    return field === "options"
      ? l10n.t("The options must be an object.")
      : l10n.t("The option {0} must be an object.", field);
  }
  const advice = describeBadValue(problem, l10n);
  return isSetting
    ? l10n.t("The setting {0} is invalid. {1}", field, advice)
    : l10n.t("The option {0} is invalid. {1}", field, advice);
}

function describeBadValue(
  problem: Exclude<OptionProblem, "missing" | "unknownOption" | "notOptions">,
  l10n: L10n,
): string {
  switch (problem) {
    case "format":
    case "calendar":
    case "future":
    case "endBeforeStart":
      return describeDateProblem(problem, l10n);
    case "notALocation":
      return l10n.t("Use a URI or an absolute path.");
    case "notATime":
      return l10n.t("Use a UTC time, for example 2026-01-31T12:00:00Z.");
    case "notText":
      return l10n.t("Use a string.");
    case "notTexts":
      return l10n.t("Use a list of strings.");
    case "unknownResult":
      return l10n.t("Use one of these values: {0}", eventResults.join(", "));
    case "notLocal":
      return l10n.t("Use a path on the machine that runs the extension.");
    case "rangeAndDays":
      return l10n.t("Specify either a range or a start and end date, not both.");
    case "unknownFormat":
      return l10n.t("Use one of these values: {0}", exportFormats.map(({ id }) => id).join(", "));
    case "unknownIdentifiers":
      return l10n.t("Use one of these values: {0}", identifierModes.join(", "));
    case "unknownRange":
      return l10n.t(
        "Use a start and end date, or one of these values: {0}",
        rangePresets.map(({ id }) => id).join(", "),
      );
  }
}
