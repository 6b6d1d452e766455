/** Every command of the extension's own, as in the manifest's `contributes.commands`. */
export const commandIds = [
  "coderTelemetry.export",
  "coderTelemetry.exportAll",
  "coderTelemetry.exportSupportBundle",
  "coderTelemetry.view",
  "coderTelemetry.openFolder",
  "coderTelemetry.delete",
  "coderTelemetry.openSettings",
  "coderTelemetry.showMenu",
  "coderTelemetry.showLog",
] as const;

/**
 * The export's id in the Coder extension. This extension answers to it where no other extension contributes it, so that
 * one keybinding or task works with either.
 */
export const SHARED_EXPORT_ID = "coder.exportTelemetry";

/** Every command that the extension may register. */
export const allCommandIds = [...commandIds, SHARED_EXPORT_ID] as const;

/** The id of one of the extension's commands. */
export type CommandId = (typeof allCommandIds)[number];
