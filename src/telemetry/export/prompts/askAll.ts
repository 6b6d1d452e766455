import * as nodeFs from "node:fs";
import * as vscode from "vscode";
import type { DateRange } from "../dateRange";
import { listFiles, selectFiles } from "../selectFiles";
import type { RegisteredFormat } from "../writers/registry";
import { askDestination } from "./askDestination";
import { askFormat } from "./askFormat";
import { askRange } from "./askRange";
import type { GivenAnswers } from "./givenAnswers";

/** All that an export needs to know. */
export interface Answers {
  /** Path of the telemetry folder. */
  readonly directory: string;
  readonly range: DateRange;
  readonly format: RegisteredFormat;
  readonly destination: vscode.Uri;
}

/** `nothing`: the names of the files tell that nothing matches, and why; undefined: the user backed out. */
export type Asked =
  | ({ readonly kind: "answers" } & Answers)
  | { readonly kind: "nothing"; readonly message: string }
  | undefined;

/**
 * Asks for what is not given, and no further once file names tell that nothing matches. `now` is in
 * milliseconds since the epoch; `state` remembers the folder that was exported to last.
 */
export async function askAll(
  directory: string,
  given: GivenAnswers,
  { now, state }: { readonly now: () => number; readonly state: vscode.Memento },
): Promise<Asked> {
  const files = await listFiles(nodeFs, directory);
  if (files.length === 0) {
    return { kind: "nothing", message: vscode.l10n.t("No telemetry has been recorded yet.") };
  }
  const range = given.range ?? (await askRange(now));
  if (!range) {
    return undefined;
  }
  if (selectFiles(files, range.window).length === 0) {
    return { kind: "nothing", message: nothingInRange() };
  }
  const format = given.format ?? (await askFormat());
  if (!format) {
    return undefined;
  }
  const fileName = `coder-telemetry-${range.slug}.${format.extension}`;
  const destination = given.destination ?? (await askDestination(fileName, format, state));
  return destination && { kind: "answers", directory, range, format, destination };
}

/** Says that nothing matches. */
export function nothingInRange(): string {
  return vscode.l10n.t("No telemetry was recorded in this range.");
}
