/** Why an export can't be written. */
export type ExportErrorCode =
  | "destinationNotAFile"
  | "destinationIsTelemetry"
  | "destinationNamedAsTelemetry"
  | "destinationNamedAsFolder"
  | "destinationSchemeUnwritable"
  | "destinationReadOnly"
  | "destinationUnwritable"
  | "destinationUncertain"
  | "manifestIsExport"
  | "threadFailed";

/**
 * An export failed. Nothing was changed unless the code is `destinationUncertain`. The messages for
 * users are in messages/.
 */
export class ExportError extends Error {
  readonly code: ExportErrorCode;
  /** The file or folder that caused the error. For a failed thread, its script. */
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
  "destinationNamedAsTelemetry",
  "destinationNamedAsFolder",
  "destinationSchemeUnwritable",
  "destinationReadOnly",
  "destinationUnwritable",
]);

/** Whether the export could succeed with another destination. */
export function isAboutDestination(error: unknown): error is ExportError {
  return error instanceof ExportError && ABOUT_DESTINATION.has(error.code);
}
