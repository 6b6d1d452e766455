import * as vscode from "vscode";
import { formatCount } from "../../../localized/formats";
import type { ExportSummary } from "../exportEvents";
import type { ExportFormat } from "../formats/format";
import type { RegisteredFormat } from "../formats/registry";
import { parseFormat } from "../options";

/** A button in a notification. */
export interface Action extends vscode.MessageItem {
  readonly run: () => unknown;
}

const MIB = 1024 * 1024;

/**
 * Above this size VS Code shows a text without colors (`LARGE_FILE_SIZE_THRESHOLD` in its
 * src/vs/editor/common/model/textModel.ts). Its other limit, 300,000 lines, is no lower: events have more than 70 bytes.
 */
const MAX_COLORED_BYTES = 20 * MIB;

/**
 * Above this size VS Code opens a file of a remote machine only after a question (`getLargeFileConfirmationLimit` in its
 * src/vs/platform/files/common/files.ts). For files of the machine that the person sits at, that is above 1 GiB.
 */
const MAX_REMOTE_BYTES = 10 * MIB;

/** What shows the exported file: an editor and the system's file manager, as far as they can. */
export function viewActions(
  { isBinary }: ExportFormat,
  destination: vscode.Uri,
  bytes: number,
  isLocal: boolean,
): readonly Action[] {
  const isRemote = !isLocal || destination.scheme === "vscode-remote";
  const reveal = revealActions(destination, isLocal);
  if (!isBinary && bytes <= (isRemote ? MAX_REMOTE_BYTES : MAX_COLORED_BYTES)) {
    const title = vscode.l10n.t("Open");
    return [{ title, run: () => run("vscode.open", destination) }, ...reveal];
  }
  return reveal.length > 0 ? reveal : [copyPathAction(destination)];
}

function copyPathAction(destination: vscode.Uri): Action {
  const title = vscode.l10n.t("Copy Path");
  return {
    title,
    run: () => copy(describePlace(destination), vscode.l10n.t("The path was copied.")),
  };
}

const MESSAGE_MS = 5000;

/** Copies a text to the clipboard, then says so in the status bar. */
async function copy(text: string, message: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(message, MESSAGE_MS);
}

/** The system's file manager shows local files alone. */
function revealActions(destination: vscode.Uri, isLocal: boolean): readonly Action[] {
  return isLocal && destination.scheme === "file"
    ? [{ title: revealTitle(process.platform), run: () => run("revealFileInOS", destination) }]
    : [];
}

/** Uses the titles of VS Code's own command. */
function revealTitle(platform: NodeJS.Platform): string {
  return platform === "win32"
    ? vscode.l10n.t("Reveal in File Explorer")
    : platform === "darwin"
      ? vscode.l10n.t("Reveal in Finder")
      : vscode.l10n.t("Open Containing Folder");
}

/** Copies a command that sends the exported file. Only for formats that have such a command. */
export function curlActions(
  { curlCommand }: ExportFormat,
  destination: vscode.Uri,
): readonly Action[] {
  const command =
    destination.scheme === "file" ? curlCommand?.(destination.fsPath, process.platform) : undefined;
  const title = vscode.l10n.t("Copy curl Command");
  return command === undefined
    ? []
    : [{ title, run: () => copy(command, vscode.l10n.t("The curl command was copied.")) }];
}

/** Its path, or its URI where it has none on this machine. */
export function describePlace(destination: vscode.Uri): string {
  return destination.scheme === "file" ? destination.fsPath : destination.toString(true);
}

function run(command: string, destination: vscode.Uri): Thenable<unknown> {
  return vscode.commands.executeCommand(command, destination);
}

/** The message and actions for requests that are larger than endpoints usually accept. */
export function describeOversized(
  { oversizedRequestCount }: ExportSummary,
  { tooLarge }: ExportFormat,
  exportAs: (format: RegisteredFormat) => Promise<unknown>,
): { remark: readonly string[]; actions: readonly Action[] } {
  if (oversizedRequestCount === 0 || !tooLarge) {
    return { remark: [], actions: [] };
  }
  const remark = [tooLarge.describe(oversizedRequestCount, vscode.l10n, formatCount)];
  if (!tooLarge.instead) {
    return { remark, actions: [] };
  }
  const instead = parseFormat(tooLarge.instead.id);
  const title = vscode.l10n.t("Export as {0}", instead.label(vscode.l10n));
  return { remark, actions: [{ title, run: () => exportAs(instead) }] };
}
