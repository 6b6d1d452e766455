import * as vscode from "vscode";
import { parseIdentifiers } from "../options";
import type { IdentifierMode } from "../protect/identifiers";

/** By name, and by the name that it had in the first version. */
const SETTINGS = ["coderTelemetry.export.identifiers", "coder.telemetry.export.identifiers"];

/**
 * What the user has set that an export does with identifiers. Throws an OptionError that names the
 * setting of a bad value: falling back to `keep` would give away what someone meant to hide.
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
