// Replaces @vscode/spdlog in the VS Code server, because npm doesn't build its native code. Without
// it, the server writes no log files, and the Output panel is empty. Implements only what VS Code
// uses.
import { appendFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/** No effect: every line is written immediately. */
export function setFlushOn(): void {
  // There is nothing to set.
}

/**
 * Creates a logger that appends to `file`. It doesn't rotate files, because this server's logs stay
 * small.
 */
export async function createAsyncRotatingLogger(_name: string, file: string): Promise<FileLogger> {
  await mkdir(dirname(file), { recursive: true });
  return new FileLogger(file);
}

class FileLogger {
  readonly trace = this.logger("trace");
  readonly debug = this.logger("debug");
  readonly info = this.logger("info");
  readonly warn = this.logger("warning");
  readonly error = this.logger("error");
  private readonly file: string;
  private isRaw = false;

  constructor(file: string) {
    this.file = file;
  }

  /** Makes later messages be written without time, level and line break. */
  clearFormatters(): void {
    this.isRaw = true;
  }

  /** No effect: VS Code always sets the pattern that {@link formatLine} implements. */
  setPattern(): void {
    // There is nothing to set.
  }

  /** No effect: VS Code filters messages by level before it logs them. */
  setLevel(): void {
    // There is nothing to set.
  }

  flush(): void {
    // Everything has been written.
  }

  drop(): void {
    // No file is open.
  }

  private logger(level: string): (message: string) => void {
    return (message) => {
      try {
        appendFileSync(this.file, this.isRaw ? message : formatLine(level, message));
      } catch {
        // VS Code continues without a log, as it does if the native library fails.
      }
    };
  }
}

/**
 * Formats a line for VS Code's Output panel: `2026-03-01 12:00:00.000 [info] message`, in local
 * time.
 */
function formatLine(level: string, message: string): string {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return `${local.toISOString().slice(0, -1).replace("T", " ")} [${level}] ${message}\n`;
}
