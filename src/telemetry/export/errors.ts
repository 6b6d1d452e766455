/** Why an export as a whole can't be done. */
export type ExportErrorCode =
  | "directoryUnreadable"
  | "destinationNotAFile"
  | "destinationIsTelemetry"
  | "destinationUnwritable";

/** An export that failed; nothing was changed. The words for it are in messages.ts. */
export class ExportError extends Error {
  readonly code: ExportErrorCode;
  /** The file or folder that it is about. */
  readonly path: string;

  constructor(code: ExportErrorCode, path: string, cause?: unknown) {
    super(`${code}: ${path}`, { cause });
    this.name = "ExportError";
    this.code = code;
    this.path = path;
  }
}

/** Whether an error is one of the operating system's, with a code such as `EACCES`. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

/** Whether a file system call failed because there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return isSystemError(error) && error.code === "ENOENT";
}
