import * as vscode from "vscode";

/**
 * Waits until the extension is active. Tests run before VS Code has started up: what they stub would
 * otherwise be in the way of its activation.
 */
export async function activateExtension(): Promise<void> {
  const extension = vscode.extensions.getExtension("coder.coder-telemetry");
  if (!extension) {
    throw new Error("The extension is not installed.");
  }
  await extension.activate();
}
