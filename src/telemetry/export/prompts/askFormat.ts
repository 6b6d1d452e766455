import * as vscode from "vscode";
import { type RegisteredFormat, exportFormats } from "../formats/registry";
import type { IdentifierMode } from "../protect/identifiers";
import { type LastChoices, putFirst } from "./lastChoices";
import { type Offer, PickStep } from "./pickStep";

/** Asks for a format, and shows what identifies people and machines in what leaves this one. */
export class FormatQuestion {
  readonly step: PickStep<RegisteredFormat>;
  /** What becomes of identifiers: as it was given, until it is changed beside the formats. */
  identifiers: IdentifierMode;
  private readonly formats: readonly RegisteredFormat[];

  /** The format that was chosen last comes first. */
  constructor(last: LastChoices, identifiers: IdentifierMode) {
    this.identifiers = identifiers;
    const first = exportFormats.find(({ id }) => id === last.format) ?? exportFormats[0];
    this.formats = putFirst<RegisteredFormat>(exportFormats, first);
    this.step = new PickStep<RegisteredFormat>(first, () => this.offer());
  }

  private offer(): Offer<RegisteredFormat> {
    return {
      placeholder: vscode.l10n.t("In which format?"),
      choices: this.formats.map((format) => ({
        label: format.label(vscode.l10n),
        detail: format.detail(vscode.l10n),
        value: format,
      })),
      toggle: {
        ...describeMode(this.identifiers),
        detail: vscode.l10n.t(
          "Ids, user and host names, home folders, IP and e-mail addresses, URL hosts.",
        ),
        run: () => {
          this.identifiers = this.identifiers === "keep" ? "pseudonymize" : "keep";
        },
      },
    };
  }
}

function describeMode(mode: IdentifierMode): vscode.QuickPickItem {
  return mode === "keep"
    ? {
        iconPath: new vscode.ThemeIcon("eye"),
        label: vscode.l10n.t("Identifiers are kept"),
        description: vscode.l10n.t("choose this to replace them by pseudonyms"),
      }
    : {
        iconPath: new vscode.ThemeIcon("eye-closed"),
        label: vscode.l10n.t("Identifiers are replaced by pseudonyms"),
        description: vscode.l10n.t("choose this to keep them"),
      };
}
