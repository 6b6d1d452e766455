/** Why no telemetry can be read. */
export type SourceErrorCode =
  | "sourceMissing"
  | "directoryUnreadable"
  | "withoutTelemetry"
  | "bundleUnreadable"
  | "bundleWithoutTelemetry"
  | "bundleNotUnpacked";

/** A telemetry folder or a support bundle can't be read at all. */
export class SourceError extends Error {
  readonly code: SourceErrorCode;
  /** The folder or the support bundle. */
  readonly path: string;

  constructor(code: SourceErrorCode, path: string, cause?: unknown) {
    super(`${code}: ${path}`, { cause });
    this.name = "SourceError";
    this.code = code;
    this.path = path;
  }
}
