import type { l10n } from "vscode";

/**
 * Translates a message and fills its `{0}` placeholders. Either VS Code's `l10n` or {@link
 * english}.
 */
export type L10n = Pick<typeof l10n, "t">;

/** Writes a number, as the display language does or otherwise. */
export type FormatCount = (count: number) => string;

/** Fills placeholders without translating, for use outside VS Code. */
export const english: L10n = {
  t: (message: unknown, ...values: unknown[]) =>
    String(message).replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
};
