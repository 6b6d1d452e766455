import { posix } from "node:path";
import * as vscode from "vscode";

type Method = "stat" | "writeFile" | "rename" | "delete";

/** A file system that only VS Code reaches: in memory, with files of the root folder alone. */
export class MemoryFileSystemProvider implements vscode.FileSystemProvider {
  /** What a call throws; without one, or when it returns undefined, the call does what it should. */
  readonly faults = new Map<Method, (uri: vscode.Uri) => Error | undefined>();
  private readonly files = new Map<string, Uint8Array>();
  private readonly stats = new Map<string, Partial<vscode.FileStat>>();
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  /** The names and UTF-8 contents of all files. */
  texts(): Record<string, string> {
    return Object.fromEntries(
      [...this.files].map(([path, content]) => [
        posix.basename(path),
        Buffer.from(content).toString(),
      ]),
    );
  }

  /** The UTF-8 content of a file that must exist. */
  text(path: string): string {
    return Buffer.from(this.content(vscode.Uri.from({ scheme: "memory", path }))).toString();
  }

  /** Makes a file, or with another `type` what is none. */
  put(path: string, text: string, stat: Partial<vscode.FileStat> = {}): void {
    this.files.set(path, Buffer.from(text));
    this.stats.set(path, stat);
  }

  stat(uri: vscode.Uri): vscode.FileStat | Thenable<vscode.FileStat> {
    this.fail("stat", uri);
    const times = { ctime: 0, mtime: 0 };
    return uri.path === "/"
      ? { type: vscode.FileType.Directory, size: 0, ...times }
      : {
          type: vscode.FileType.File,
          size: this.content(uri).length,
          ...times,
          ...this.stats.get(uri.path),
        };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.content(uri);
  }

  /**
   * A write that fails has written half. It rejects: after one that throws, VS Code never ends the next
   * write of that file.
   */
  writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const error = this.faults.get("writeFile")?.(uri);
    this.files.set(uri.path, error ? content.subarray(0, content.length / 2) : content);
    return error ? Promise.reject(error) : Promise.resolve();
  }

  delete(uri: vscode.Uri): void {
    this.fail("delete", uri);
    this.content(uri);
    this.files.delete(uri.path);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.fail("rename", from);
    this.files.set(to.path, this.content(from));
    this.files.delete(from.path);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [...this.files.keys()].map((path) => [posix.basename(path), vscode.FileType.File]);
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  private fail(method: Method, uri: vscode.Uri): void {
    const error = this.faults.get(method)?.(uri);
    if (error) {
      throw error;
    }
  }

  private content(uri: vscode.Uri): Uint8Array {
    const content = this.files.get(uri.path);
    if (!content) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    return content;
  }
}
