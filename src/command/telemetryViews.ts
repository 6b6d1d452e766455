import * as vscode from "vscode";
import type * as ViewCommands from "../telemetry/view/command";
import type { CommandManager } from "./commandManager";

/**
 * Registers the command that shows telemetry, and the editor that shows a file of telemetry.
 *
 * @param load loads their bundle, which only windows that show telemetry need.
 */
export function registerTelemetryViews(
  commands: CommandManager,
  context: ViewCommands.ViewCommandContext,
  load: () => Promise<typeof ViewCommands>,
): vscode.Disposable {
  commands.register("coderTelemetry.view", async () => {
    (await load()).viewTelemetry(context);
  });
  return vscode.Disposable.from(
    vscode.window.registerWebviewPanelSerializer("coderTelemetry.view", {
      deserializeWebviewPanel: async (panel) => {
        (await load()).restoreView(context, panel);
      },
    }),
    vscode.window.registerCustomEditorProvider(
      "coderTelemetry.file",
      {
        openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
        resolveCustomEditor: async ({ uri }, panel) => {
          (await load()).viewFile(context, uri, panel);
        },
      },
      { supportsMultipleEditorsPerDocument: true },
    ),
  );
}
