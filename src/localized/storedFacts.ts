import * as vscode from "vscode";
import { type FileSizes, totalSize } from "../telemetry/stored/fileSizes";
import type { TelemetryFile } from "../telemetry/stored/telemetryFolder";
import { formatCount, formatDays, formatSize } from "./formats";

/** At least one telemetry file, by day. */
export type StoredFiles = readonly [TelemetryFile, ...TelemetryFile[]];

/** As "24 Oct – 22 Nov 2026 · 30 days · 12 MB", days that hold something counted. */
export function describeStored(files: StoredFiles, sizes?: FileSizes): string {
  const count = new Set(files.map(({ day }) => day)).size;
  return joinFacts(
    formatDays(files[0].day, (files.at(-1) ?? files[0]).day),
    count === 1 ? vscode.l10n.t("1 day") : vscode.l10n.t("{0} days", formatCount(count)),
    ...(sizes ? [formatSize(totalSize(sizes, files))] : []),
  );
}

/** As "9 files · 3.2 MB". */
export function describeFiles(files: readonly TelemetryFile[], sizes?: FileSizes): string {
  return joinFacts(
    files.length === 1
      ? vscode.l10n.t("1 file")
      : vscode.l10n.t("{0} files", formatCount(files.length)),
    ...(sizes ? [formatSize(totalSize(sizes, files))] : []),
  );
}

/** Short facts beside each other. */
export function joinFacts(...facts: string[]): string {
  return facts.join(" · ");
}
