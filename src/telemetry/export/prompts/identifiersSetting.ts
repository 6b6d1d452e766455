import * as vscode from "vscode";
import type { IdentifierMode } from "../../protect/identifiers";
import { parseIdentifiers } from "../options";

/** The name of the setting, and its name in the first version. */
const SETTINGS = ["coderTelemetry.export.identifiers", "coder.telemetry.export.identifiers"];

/**
 * Returns the user's setting for identifiers. Throws an OptionError with the name of the setting if
 * the value is invalid: falling back to `keep` could disclose what the user wanted to hide.
 */
export function readIdentifiersSetting(): IdentifierMode {
  const configuration = vscode.workspace.getConfiguration();
  for (const setting of SETTINGS) {
    const value = configuration.inspect<unknown>(setting)?.globalValue;
    if (value !== undefined) {
      return parseIdentifiers(value, setting);
    }
  }
  return "keep";
}
