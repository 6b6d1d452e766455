/** Every command of the extension, as in the manifest's `contributes.commands`. */
export const commandIds = [
  "coder.exportTelemetry",
  "coder.openTelemetryFolder",
  "coder.deleteTelemetry",
  "coder.openTelemetrySettings",
  "coder.showTelemetryMenu",
  "coder.showTelemetryLog",
] as const;

/** The id of one of the extension's commands. */
export type CommandId = (typeof commandIds)[number];
