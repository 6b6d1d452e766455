/** Why an export as a whole can't be done. */
export type ExportErrorCode =
  | "sourceMissing"
  | "directoryUnreadable"
  | "bundleUnreadable"
  | "bundleWithoutTelemetry"
  | "bundleNotUnpacked"
  | "destinationNotAFile"
  | "destinationIsTelemetry"
  | "destinationReadOnly"
  | "destinationUnwritable"
  | "destinationUncertain"
  | "threadFailed";

/** An export that failed; nothing was changed, as far as that is known. The words for it are in messages.ts. */
export class ExportError extends Error {
  readonly code: ExportErrorCode;
  /** The file or folder that it is about; of a thread, what it runs. */
  readonly path: string;

  constructor(code: ExportErrorCode, path: string, cause?: unknown) {
    super(`${code}: ${path}`, { cause });
    this.name = "ExportError";
    this.code = code;
    this.path = path;
  }
}

const ABOUT_DESTINATION: ReadonlySet<ExportErrorCode> = new Set([
  "destinationNotAFile",
  "destinationIsTelemetry",
  "destinationReadOnly",
  "destinationUnwritable",
]);

/** Whether an export failed in a way that another destination may not. */
export function isAboutDestination(error: unknown): error is ExportError {
  return error instanceof ExportError && ABOUT_DESTINATION.has(error.code);
}
