import type * as vscode from "vscode";
import type { RangeId } from "../select/dateRange";

/** The choices of the last export, which are preselected in the next one. */
export interface LastChoices {
  readonly range?: RangeId;
  /** The last custom range. */
  readonly days?: Days;
  /** Format ID. */
  readonly format?: string;
}

/** Two UTC days `YYYY-MM-DD` (inclusive). */
export interface Days {
  readonly start: string;
  readonly end: string;
}

const LAST_CHOICES = "export.lastChoices";

/** Reads the choices stored by {@link rememberChoices}. */
export function readLastChoices(state: vscode.Memento): LastChoices {
  return state.get<LastChoices>(LAST_CHOICES) ?? {};
}

/** Stores choices. Questions that were not asked keep their stored choices. */
export function rememberChoices(state: vscode.Memento, chosen: LastChoices): void {
  remember(state, LAST_CHOICES, { ...readLastChoices(state), ...chosen });
}

/** Stores a value without waiting. If that fails, the next export starts with the earlier value. */
export function remember(state: vscode.Memento, key: string, value: unknown): void {
  state.update(key, value).then(undefined, () => undefined);
}

/** Moves one entry before the others. */
export function putFirst<T>(entries: readonly T[], first: T): T[] {
  return [first, ...entries.filter((entry) => entry !== first)];
}
