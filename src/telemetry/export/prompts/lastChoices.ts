import type * as vscode from "vscode";
import type { RangeId } from "../select/dateRange";

/** What was chosen in the export before, and comes first in the next one. */
export interface LastChoices {
  readonly range?: RangeId;
  /** Of the last custom range: UTC days `YYYY-MM-DD`, both included. */
  readonly days?: Days;
  /** Id of a format. */
  readonly format?: string;
}

/** Two UTC days `YYYY-MM-DD`, both included. */
export interface Days {
  readonly start: string;
  readonly end: string;
}

const LAST_CHOICES = "export.lastChoices";

/** What {@link rememberChoices} stored. */
export function readLastChoices(state: vscode.Memento): LastChoices {
  return state.get<LastChoices>(LAST_CHOICES) ?? {};
}

/** Stores what was chosen; what was not asked for stays as it was. */
export async function rememberChoices(state: vscode.Memento, chosen: LastChoices): Promise<void> {
  await state.update(LAST_CHOICES, { ...readLastChoices(state), ...chosen });
}

/** The entries with one of them, the one chosen last, before the others. */
export function putFirst<T>(entries: readonly T[], first: T): T[] {
  return [first, ...entries.filter((entry) => entry !== first)];
}
