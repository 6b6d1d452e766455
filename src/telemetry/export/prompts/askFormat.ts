import * as vscode from "vscode";
import { exportFormats, type RegisteredFormat } from "../writers/registry";
import { putFirst, type LastChoices } from "./lastChoices";
import { PickStep } from "./pickStep";

/** Asks for one of the registry's formats, the one chosen last first. */
export function formatStep(last: LastChoices): PickStep<RegisteredFormat> {
  const first = exportFormats.find(({ id }) => id === last.format) ?? exportFormats[0];
  return new PickStep<RegisteredFormat>(first, {
    placeholder: vscode.l10n.t("In which format?"),
    choices: putFirst<RegisteredFormat>(exportFormats, first).map((format) => ({
      label: format.label(vscode.l10n),
      detail: format.detail(vscode.l10n),
      value: format,
    })),
  });
}
