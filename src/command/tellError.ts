import * as vscode from "vscode";
import { messageOf } from "../telemetry/stored/systemError";

/** Shows an error to the person who caused it, with the way to the log. */
export async function tellError(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const showLog = vscode.l10n.t("Show Log");
  if ((await vscode.window.showErrorMessage(messageOf(error), showLog)) === showLog) {
    log.show();
  }
}
