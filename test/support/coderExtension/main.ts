// The code of a stand-in for the Coder extension: each of its commands tells that it was run. It is copied out of the repository,
// so that it may import types alone, beside VS Code's API.
import * as vscode from "vscode";
import type { StandInManifest } from "./manifest";

/** Like that of the released one, this fails as a whole where one command is refused. */
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
