// Runs the built extension in plain Node.js, with the parts of VS Code's API that are needed for
// activation, for its first prompt and for exports without prompts.
import Module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "./repository";

/** The folder of the extension's bundles and source maps. */
export const distFolder = join(repositoryRoot, "dist");

export interface BuiltExtension {
  /** Runs a command that doesn't prompt. */
  readonly run: (command: string, ...args: unknown[]) => Promise<unknown>;
  /** Runs a command until its first prompt. */
  readonly runToFirstPrompt: (command: string) => Promise<void>;
  /** Whether the prompt shows that it is still loading entries. */
  readonly isPromptBusy: () => boolean;
  readonly deactivate: () => Promise<void>;
}

type Command = (...args: readonly unknown[]) => unknown;

interface ExtensionModule {
  activate(context: object): Promise<void>;
  deactivate(): Promise<void>;
}

/** Loads and activates dist/extension.js. `storage` is the folder for its global storage. */
export async function activateBuiltExtension(storage: string): Promise<BuiltExtension> {
  const commands = new Map<string, Command>();
  let onPrompt = nothing;
  const pick = { busy: false };
  const vscode = fakeVSCode(commands, pick, () => {
    onPrompt();
  });
  const loader = Module as unknown as { _load: (id: string, ...rest: unknown[]) => unknown };
  const load = loader._load;
  loader._load = (id, ...rest) => (id === "vscode" ? vscode : load(id, ...rest));
  const extension = load(join(distFolder, "extension.js")) as ExtensionModule;
  await extension.activate({
    extension: { id: "coder.coder-telemetry", packageJSON: { version: "1.2.3" }, extensionKind: 1 },
    globalStorageUri: FileUri.file(storage),
    globalState: { get: nothing, update: () => Promise.resolve() },
    subscriptions: [],
  });
  return {
    run: (command, ...args) => Promise.resolve(commands.get(command)?.(...args)),
    runToFirstPrompt: (command) =>
      new Promise((resolve, reject) => {
        onPrompt = resolve;
        Promise.resolve(commands.get(command)?.()).then(() => {
          reject(new Error(`${command} asked nothing.`));
        }, reject);
      }),
    isPromptBusy: () => pick.busy,
    deactivate: async () => {
      await extension.deactivate();
      loader._load = load;
    },
  };
}

function fakeVSCode(commands: Map<string, Command>, pick: object, onPrompt: () => void): object {
  const disposable = { dispose: nothing };
  const log = { ...disposable, info: nothing, warn: nothing, error: nothing, show: nothing };
  Object.assign(pick, {
    onDidAccept: nothing,
    onDidChangeValue: () => disposable,
    onDidTriggerButton: nothing,
    onDidHide: nothing,
    show: onPrompt,
    hide: nothing,
  });
  return {
    version: "1.105.0",
    extensions: { all: [], onDidChange: () => disposable, getExtension: nothing },
    env: { machineId: "machine", appName: "Visual Studio Code", language: "en" },
    l10n: {
      t: (message: string, ...values: readonly unknown[]) =>
        message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
    },
    Disposable: { from: () => disposable },
    ThemeIcon: Object,
    ExtensionKind: { UI: 1 },
    StatusBarAlignment: { Right: 2 },
    UIKind: { Web: 2 },
    QuickPickItemKind: { Separator: -1 },
    ProgressLocation: { Notification: 15 },
    Uri: FileUri,
    commands: {
      registerCommand: (id: string, handler: Command) => {
        commands.set(id, handler);
        return disposable;
      },
      executeCommand: nothing,
    },
    workspace: {
      // All settings have their defaults.
      getConfiguration: () => ({ inspect: nothing }),
      isTrusted: true,
      onDidChangeConfiguration: () => disposable,
      onDidGrantWorkspaceTrust: () => disposable,
      registerTextDocumentContentProvider: () => disposable,
      onDidCloseTextDocument: () => disposable,
    },
    languages: { registerDocumentLinkProvider: () => disposable },
    window: {
      createOutputChannel: () => log,
      createStatusBarItem: () => ({ ...disposable, show: nothing }),
      createQuickPick: () => pick,
      registerWebviewPanelSerializer: () => disposable,
      registerCustomEditorProvider: () => disposable,
      onDidChangeWindowState: () => disposable,
      showInformationMessage: nothing,
      withProgress: (_: object, work: (...args: unknown[]) => unknown) =>
        work({ report: nothing }, { onCancellationRequested: nothing }),
    },
  };
}

class FileUri {
  readonly scheme = "file";
  readonly fsPath: string;

  private constructor(fsPath: string) {
    this.fsPath = fsPath;
  }

  static file(path: string): FileUri {
    return new FileUri(path);
  }

  static joinPath({ fsPath }: FileUri, ...parts: string[]): FileUri {
    return new FileUri(join(fsPath, ...parts));
  }

  toString(): string {
    return pathToFileURL(this.fsPath).href;
  }
}

function nothing(): void {
  // A placeholder for functions without effect.
}
