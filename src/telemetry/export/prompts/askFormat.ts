import * as vscode from "vscode";
import type { IdentifierMode } from "../../protect/identifiers";
import type { FormatGroup } from "../formats/format";
import { type RegisteredFormat, exportFormats } from "../formats/registry";
import type { LastChoices } from "./lastChoices";
import { type Offer, PickStep } from "./pickStep";

/** Asks for a format. A button in the title bar changes how identifiers are handled. */
export class FormatQuestion {
  readonly step: PickStep<RegisteredFormat>;
  /** How identifiers are handled. */
  identifiers: IdentifierMode;

  /** The last used format is preselected. */
  constructor(last: LastChoices, identifiers: IdentifierMode) {
    this.identifiers = identifiers;
    const first = exportFormats.find(({ id }) => id === last.format) ?? exportFormats[0];
    this.step = new PickStep<RegisteredFormat>(first, () => this.offer());
  }

  private offer(): Offer<RegisteredFormat> {
    const { placeholder, button } = describeMode(this.identifiers);
    return {
      placeholder,
      choices: exportFormats.map((format) => ({
        group: describeGroup(format.group),
        label: format.label(vscode.l10n),
        detail: format.detail(vscode.l10n),
        value: format,
      })),
      button: {
        ...button,
        run: () => {
          this.identifiers = this.identifiers === "keep" ? "pseudonymize" : "keep";
          return "again";
        },
      },
    };
  }
}

/** The heading above a group of formats. */
function describeGroup(group: FormatGroup): string {
  switch (group) {
    case "people":
      return vscode.l10n.t("For reading");
    case "openTelemetryLogs":
      return vscode.l10n.t("OpenTelemetry logs");
    case "openTelemetryTracesAndMetrics":
      return vscode.l10n.t("OpenTelemetry traces and metrics");
  }
}

/**
 * The placeholder and button for a way of handling identifiers. The icon is not an eye, which shows
 * hidden files in VS Code's own save dialog, the next step.
 */
function describeMode(mode: IdentifierMode): {
  placeholder: string;
  button: vscode.QuickInputButton;
} {
  return mode === "keep"
    ? {
        placeholder: vscode.l10n.t("Select an export format. Identifiers are kept."),
        button: {
          iconPath: new vscode.ThemeIcon("unlock"),
          tooltip: vscode.l10n.t(
            "Identifiers are kept. Replace IDs, user and host names, home directories, IP and email addresses, and URL hosts with pseudonyms.",
          ),
        },
      }
    : {
        placeholder: vscode.l10n.t(
          "Select an export format. Identifiers are replaced with pseudonyms.",
        ),
        button: {
          iconPath: new vscode.ThemeIcon("lock"),
          tooltip: vscode.l10n.t(
            "Identifiers are replaced with pseudonyms. Keep IDs, user and host names, home directories, IP and email addresses, and URL hosts.",
          ),
        },
      };
}
