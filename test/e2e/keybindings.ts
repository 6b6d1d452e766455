import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A rule as VS Code writes it: `key` in its notation, "ctrl+k ctrl+c", the keys in the order ctrl, shift, alt, meta. */
export interface KeybindingRule {
  key: string;
  command: string;
  when?: string;
  args?: unknown;
}

/** The rules in a document of VS Code's that has, apart from them, only lines of comment. */
export function parseKeybindings(text: string): KeybindingRule[] {
  const lines = text.split(/\r?\n/).filter((line) => !line.trimStart().startsWith("//"));
  return JSON.parse(lines.join("\n")) as KeybindingRule[];
}

/** Playwright's names of the keys that VS Code names otherwise. */
const NAMES: Record<string, string> = {
  alt: "Alt",
  backspace: "Backspace",
  cmd: "Meta",
  ctrl: "Control",
  delete: "Delete",
  down: "ArrowDown",
  end: "End",
  enter: "Enter",
  escape: "Escape",
  home: "Home",
  left: "ArrowLeft",
  meta: "Meta",
  pagedown: "PageDown",
  pageup: "PageUp",
  right: "ArrowRight",
  shift: "Shift",
  space: "Space",
  tab: "Tab",
  up: "ArrowUp",
  win: "Meta",
};

/** A key in VS Code's notation as the presses that Playwright takes: one for each chord. */
export function keyPresses(key: string): string[] {
  const name = (part: string) => NAMES[part] ?? (/^f\d+$/.test(part) ? part.toUpperCase() : part);
  return key.split(" ").map((chord) => chord.split("+").map(name).join("+"));
}

/** Replaces the user's own rules. */
export async function writeKeybindings(
  dataDir: string,
  rules: readonly KeybindingRule[],
): Promise<void> {
  const userDir = join(dataDir, "data", "User");
  await mkdir(userDir, { recursive: true });
  await writeFile(join(userDir, "keybindings.json"), JSON.stringify(rules));
}
