import type { Problem, ProblemKind, ProblemSummary } from "../../read/problem";
import { MAX_BUNDLE_BYTES, MAX_BUNDLE_FILES } from "../../sources/supportBundle/limits";
import type { FormatCount, L10n } from "./l10n";

/** What happened to a file or folder. */
export function describeProblem({ reason, code, length = 0 }: Problem, l10n: L10n): string {
  const sentences: Record<Problem["reason"], string> = {
    utf16: l10n.t("The file is encoded in UTF-16. Convert it to UTF-8 to export it."),
    unreadableFile: describeUnreadable(code, l10n),
    misnamedFile: l10n.t("The file was not read because its name is not that of a telemetry file."),
    encryptedEntry: l10n.t("The file is encrypted."),
    unknownCompression: l10n.t("The compression method of the file is not supported."),
    checksumMismatch: l10n.t(
      "The file does not match its checksum. Its contents may be corrupted.",
    ),
    oversizedEntry: l10n.t(
      "The file size is {0} bytes. At most {1} bytes in total can be read from a support bundle.",
      length,
      MAX_BUNDLE_BYTES,
    ),
    tooManyEntries: l10n.t(
      "At most {0} files can be read from a support bundle.",
      MAX_BUNDLE_FILES,
    ),
    unreadableFolder:
      code === undefined
        ? l10n.t("The folder could not be read.")
        : l10n.t("The folder could not be read ({0}).", code),
    notStored: l10n.t(
      "The latest events could not be stored in this folder and are missing from the export.",
    ),
  };
  return sentences[reason];
}

function describeUnreadable(code: string | undefined, l10n: L10n): string {
  switch (code) {
    case undefined:
      return l10n.t("The file could not be read completely.");
    case "ENOENT":
      return l10n.t(
        "The file does not exist. It was deleted, or it is a link to a file that does not exist.",
      );
    case "NOT_A_FILE":
      return l10n.t("It is not a regular file.");
    case "TRUNCATED":
      return l10n.t("The file became shorter while it was read.");
    default:
      return l10n.t("The file could not be read completely ({0}).", code);
  }
}

/** How many files and folders have problems, in one sentence for each kind. */
export function describeProblems(
  { problemCounts }: ProblemSummary,
  l10n: L10n,
  formatCount: FormatCount = String,
): readonly string[] {
  const sentence = (kind: ProblemKind, one: string, many: (count: string) => string): string[] => {
    const count = problemCounts[kind];
    return count === 0 ? [] : [count === 1 ? one : many(formatCount(count))];
  };
  return [
    ...sentence("unreadFile", l10n.t("1 file could not be read completely."), (count) =>
      l10n.t("{0} files could not be read completely.", count),
    ),
    ...sentence("unreadFolder", l10n.t("1 folder could not be read."), (count) =>
      l10n.t("{0} folders could not be read.", count),
    ),
    ...sentence("misnamedFile", l10n.t("1 file was not read because of its name."), (count) =>
      l10n.t("{0} files were not read because of their names.", count),
    ),
    ...sentence("checksumMismatch", l10n.t("1 file does not match its checksum."), (count) =>
      l10n.t("{0} files do not match their checksums.", count),
    ),
    ...sentence("notStored", l10n.t("The latest events could not be stored."), () =>
      l10n.t("The latest events could not be stored."),
    ),
  ];
}
