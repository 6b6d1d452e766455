// The code of a stand-in for the Coder extension. Its commands report that they were called. This
// file is copied out of the repository, so apart from VS Code's API it can only import types.
import * as vscode from "vscode";
import type { StandInManifest } from "./manifest";

/** Like the released extension, activation fails if any command can't be registered. */
export async function activate({ extension }: vscode.ExtensionContext): Promise<void> {
  const { displayName, version, standIn } = extension.packageJSON as StandInManifest;
  await (standIn.isSlow ? untilCoderTelemetryIsActive() : Promise.resolve());
  const place = isCoderTelemetryActive() ? "after" : "before";
  for (const id of standIn.commands) {
    vscode.commands.registerCommand(id, () => {
      const answer = `Stand-in ${displayName} ${version}: ${id}, registered ${place} Coder Telemetry.`;
      void vscode.window.showInformationMessage(answer);
      return answer;
    });
  }
}

function isCoderTelemetryActive(): boolean {
  return vscode.extensions.getExtension("coder.coder-telemetry")?.isActive === true;
}

async function untilCoderTelemetryIsActive(): Promise<void> {
  while (!isCoderTelemetryActive()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
