import { inspect } from "node:util";
import * as vscode from "vscode";
import type { Span, TelemetryService } from "../telemetry/recording/service";
import { messageOf } from "../telemetry/stored/systemError";
import { type CommandId, allCommandIds } from "./commandIds";
import { tellError } from "./tellError";

/** What a command does. `span` is its own trace. */
export type CommandHandler = (span: Span<"command.invoked">, ...args: unknown[]) => unknown;

/**
 * The dispatcher: every command of the extension is registered here, so that every invocation is
 * traced and every failure told, in one way.
 */
export class CommandManager implements vscode.Disposable {
  private readonly telemetry: TelemetryService;
  private readonly log: vscode.LogOutputChannel;
  private readonly registrations: vscode.Disposable[] = [];

  constructor(telemetry: TelemetryService, log: vscode.LogOutputChannel) {
    this.telemetry = telemetry;
    this.log = log;
  }

  /**
   * Registers a command until the returned object is disposed. An id that another extension has taken is a line in the log, and costs
   * no other command. Throws for an id that is not among {@link allCommandIds}.
   */
  register(id: CommandId, handler: CommandHandler): vscode.Disposable {
    if (!allCommandIds.includes(id)) {
      throw new Error(`There is no command "${id}".`);
    }
    try {
      const run = (...args: unknown[]): Promise<unknown> => this.run(id, handler, args);
      const registration = vscode.commands.registerCommand(id, run);
      this.registrations.push(registration);
      return registration;
    } catch (error) {
      this.log.error(
        vscode.l10n.t("The command {0} could not be registered: {1}", id, messageOf(error)),
      );
      return new vscode.Disposable(() => undefined);
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.registrations).dispose();
  }

  private async run(
    id: CommandId,
    handler: CommandHandler,
    args: readonly unknown[],
  ): Promise<unknown> {
    try {
      return await this.telemetry.trace("command.invoked", (span) => handler(span, ...args), {
        command_id: id,
      });
    } catch (error) {
      this.log.error(`${id}: ${inspect(error)}`);
      // Who gave arguments is a program, or a keybinding whose errors VS Code shows: it gets the error.
      // A person who pressed a key or chose an entry is told here, since VS Code would add a dialog.
      if (args.some((arg) => arg !== undefined)) {
        throw error;
      }
      void tellError(error, this.log);
      return undefined;
    }
  }
}
