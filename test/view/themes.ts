// VS Code's themes, as a webview gets them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../scripts/repository";

export type Theme = "dark" | "light" | "highContrast" | "highContrastLight";

interface ThemeValues {
  /** Classes of the body. */
  readonly kind: string;
  /** CSS variables: those that the page uses, from code-server 4.139.1. */
  readonly variables: Readonly<Record<string, string>>;
}

const file = join(repositoryRoot, "test", "view", "themes.json");

/** Dark 2026, Light 2026, Dark High Contrast, Light High Contrast. */
export const themes = JSON.parse(readFileSync(file, "utf8")) as Record<Theme, ThemeValues>;
