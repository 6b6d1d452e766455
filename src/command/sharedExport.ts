import * as vscode from "vscode";
import { isObject } from "../telemetry/stored/event";
import { SHARED_EXPORT_ID } from "./commandIds";

/** Set while this extension answers to {@link SHARED_EXPORT_ID}; the manifest chooses the export's title by it. */
const IS_ALONE = "coderTelemetry.isAlone";

/**
 * Keeps `coder.exportTelemetry` registered while no other extension contributes it. Manifests decide, not who comes first:
 * the Coder extension fails to activate when the id is taken, and it is slower to activate.
 */
export class SharedExport implements vscode.Disposable {
  private readonly ownId: string;
  private readonly register: () => vscode.Disposable;
  private readonly changes: vscode.Disposable;
  private registration: vscode.Disposable | undefined;

  /** @param register registers the command. */
  constructor(ownId: string, register: () => vscode.Disposable) {
    this.ownId = ownId;
    this.register = register;
    // VS Code tells of a new extension before it activates it.
    this.changes = vscode.extensions.onDidChange(() => {
      this.update();
    });
    this.update();
  }

  dispose(): void {
    this.changes.dispose();
    this.registration?.dispose();
  }

  private update(): void {
    const isAlone = seesAllExtensions() && !vscode.extensions.all.some((other) => this.owns(other));
    if (!isAlone) {
      this.registration?.dispose();
      this.registration = undefined;
    } else {
      this.registration ??= this.register();
    }
    void vscode.commands.executeCommand("setContext", IS_ALONE, isAlone);
  }

  /** Whether another extension contributes the command. */
  private owns({ id, packageJSON }: vscode.Extension<unknown>): boolean {
    // VS Code lists manifests as they were written, also with values that it refuses itself.
    const { contributes } = (packageJSON ?? {}) as Manifest;
    const commands: readonly unknown[] = [contributes?.commands].flat();
    return (
      id !== this.ownId &&
      commands.some((each) => isObject(each) && each["command"] === SHARED_EXPORT_ID)
    );
  }
}

interface Manifest {
  readonly contributes?: { readonly commands?: unknown } | null;
}

/**
 * `vscode.extensions` lists the extensions of this extension's own host. A desktop window with a remote has two hosts, and the
 * Coder extension may run in the other one.
 */
function seesAllExtensions(): boolean {
  return vscode.env.uiKind === vscode.UIKind.Web || vscode.env.remoteName === undefined;
}
