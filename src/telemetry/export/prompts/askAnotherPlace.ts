import { posix } from "node:path";
import { inspect } from "node:util";
import * as vscode from "vscode";
import type { ExportError } from "../exportError";
import { describeError } from "../messages/describeError";
import type { Answers } from "./askAll";
import { askDestination } from "./askDestination";

/**
 * Explains why the destination can't be written and asks for another one. Resolves to undefined if
 * the user cancels.
 */
export async function askAnotherPlace(
  error: ExportError,
  { destination, format }: Answers,
  { log, state }: { log: vscode.LogOutputChannel; state: vscode.Memento },
): Promise<vscode.Uri | undefined> {
  const words = describeError(error, vscode.l10n);
  // On one line, which the log keeps in view while it is scrolled.
  log.error(`${words} ${inspect(error)}`);
  const choose = vscode.l10n.t("Choose Another Place…");
  const showLog = vscode.l10n.t("Show Log");
  let chosen = await vscode.window.showErrorMessage(words, choose, showLog);
  while (chosen === showLog) {
    log.show();
    // The log can help the user to choose, so the message is shown again.
    chosen = await vscode.window.showErrorMessage(words, choose, showLog);
  }
  const name = posix.basename(destination.path);
  return chosen === choose
    ? askDestination(name, format, state, { step: 1, totalSteps: 1 })
    : undefined;
}
