import * as nodeFs from "node:fs";
import { tmpdir } from "node:os";
import { posix } from "node:path";
import * as vscode from "vscode";
import { parseFileName } from "../../stored/fileName";
import type { TelemetrySource } from "../../stored/telemetryFolder";
import { ExportError } from "../exportError";
import type { OpenDestination } from "./destination";
import { openFileDestination } from "./fileDestination";
import { openManifestDestination } from "./manifestDestination";
import { removeAbandonedBeside, replaceUri, statIfExists } from "./replaceUri";
import { openStagedDestination } from "./stagedDestination";

/**
 * Opens a destination for any URI that VS Code can write to. A local file is replaced with a
 * rename. Others are written to a local file first and then copied by VS Code. `sources` as in
 * {@link openFileDestination}.
 */
export function uriOpener(uri: vscode.Uri, sources: readonly TelemetrySource[]): OpenDestination {
  if (uri.scheme === "file") {
    return () => openFileDestination(nodeFs, uri.fsPath, sources);
  }
  const name = uri.toString(true);
  return async () => {
    await checkTarget(uri, name);
    await removeAbandonedBeside(uri);
    return openStagedDestination(nodeFs, name, tmpdir(), (path, begin) =>
      replaceUri(uri, path, begin),
    );
  };
}

/** The same for the manifest of an export, which must not replace the exported file. */
export function manifestOpener(
  uri: vscode.Uri,
  exported: vscode.Uri,
  sources: readonly TelemetrySource[],
): OpenDestination {
  if (uri.scheme === "file" && exported.scheme === "file") {
    return () => openManifestDestination(nodeFs, uri.fsPath, exported.fsPath, sources);
  }
  return uri.toString() === exported.toString()
    ? () => Promise.reject(new ExportError("manifestIsExport", uri.toString(true)))
    : uriOpener(uri, sources);
}

/** Throws an ExportError if the URI can't be written or must not be replaced. */
async function checkTarget(uri: vscode.Uri, name: string): Promise<void> {
  const isWritable = (): boolean | undefined =>
    vscode.workspace.fs.isWritableFileSystem(uri.scheme);
  if (isWritable() === false) {
    throw new ExportError("destinationSchemeUnwritable", name);
  }
  const replaced = await statIfExists(uri).catch((error: unknown) => {
    // VS Code looks for an extension that provides the scheme only when it is used.
    const isUnknown = isWritable() === undefined;
    const code = isUnknown ? "destinationSchemeUnwritable" : "destinationUnwritable";
    throw new ExportError(code, name, error);
  });
  if (!replaced) {
    return;
  }
  if ((replaced.type & vscode.FileType.File) === 0) {
    throw new ExportError("destinationNotAFile", name);
  }
  if (parseFileName(posix.basename(uri.path).toLowerCase())) {
    throw new ExportError("destinationIsTelemetry", name);
  }
  if (replaced.permissions === vscode.FilePermission.Readonly) {
    throw new ExportError("destinationReadOnly", name);
  }
}
