// Takes the place of @vscode/spdlog in the VS Code server, whose native part npm does not build. Without it the server writes no log
// file, and the channels in the Output panel stay empty. Has what VS Code calls, and only that.
import { appendFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/** Every line is written at once, whatever its level. */
export function setFlushOn(): void {
  // There is nothing to set.
}

/** A logger that appends to `file`. It never begins another file: a log of this server does not grow large. */
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

  /** From now on, what is logged is written without time, level and line break. */
  clearFormatters(): void {
    this.isRaw = true;
  }

  /** VS Code has one pattern, that of {@link formatLine}. */
  setPattern(): void {
    // There is nothing to set.
  }

  /** VS Code compares levels before it logs. */
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
        // VS Code goes on without its log, as it does with the native library.
      }
    };
  }
}

/** As VS Code's Output panel reads it: `2026-03-01 12:00:00.000 [info] message`, in local time. */
function formatLine(level: string, message: string): string {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return `${local.toISOString().slice(0, -1).replace("T", " ")} [${level}] ${message}\n`;
}
