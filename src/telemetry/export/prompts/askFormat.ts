import * as vscode from "vscode";
import { exportFormats, type RegisteredFormat } from "../writers/registry";
import { pickOne } from "./pickOne";

/** Asks for one of the registry's formats; undefined when the user backs out. */
export async function askFormat(): Promise<RegisteredFormat | undefined> {
  const choices = exportFormats.map((format) => ({
    label: format.label(vscode.l10n),
    detail: format.detail(vscode.l10n),
    format,
  }));
  const choice = await pickOne(choices, {
    title: vscode.l10n.t("Export Telemetry"),
    placeholder: vscode.l10n.t("In which format?"),
  });
  return choice?.format;
}
