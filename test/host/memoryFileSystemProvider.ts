import * as vscode from "vscode";

/** A file system that only VS Code reaches: files without folders, in memory. */
export class MemoryFileSystemProvider implements vscode.FileSystemProvider {
  private readonly files = new Map<string, Uint8Array>();
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  /** The UTF-8 content of a file that must exist. */
  text(path: string): string {
    return Buffer.from(this.content(vscode.Uri.from({ scheme: "memory", path }))).toString();
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const times = { ctime: 0, mtime: 0 };
    return uri.path === "/"
      ? { type: vscode.FileType.Directory, size: 0, ...times }
      : { type: vscode.FileType.File, size: this.content(uri).length, ...times };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.content(uri);
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.files.set(uri.path, content);
  }

  delete(uri: vscode.Uri): void {
    this.files.delete(uri.path);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.files.set(to.path, this.content(from));
    this.files.delete(from.path);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  private content(uri: vscode.Uri): Uint8Array {
    const content = this.files.get(uri.path);
    if (!content) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    return content;
  }
}
