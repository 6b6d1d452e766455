import * as vscode from "vscode";
import { type Move, type Place, type Step, showStep } from "./steps";

/** An entry of a {@link PickStep}. */
export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
  /** Why it can't be taken, where it can't. */
  readonly refusal?: string | undefined;
}

/** What a {@link PickStep} shows. */
export interface Offer<T> {
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  /** Below the choices: an entry that changes something else about the answer, and stays at the step. */
  readonly toggle?: Toggle | undefined;
}

interface Toggle extends vscode.QuickPickItem {
  readonly run: () => void;
}

type Entry<T> = Choice<T> | Toggle;

/** A choice of one. `later` is the same offer with what takes longer to find out. */
export class PickStep<T> implements Step {
  /** What was chosen last, and is preselected: at first the `initial` one. */
  answer: T;
  private text = "";
  private readonly offer: () => Offer<T>;
  private readonly later: (() => Promise<Offer<T>>) | undefined;

  constructor(initial: T, offer: () => Offer<T>, later?: () => Promise<Offer<T>>) {
    this.answer = initial;
    this.offer = offer;
    this.later = later;
  }

  async ask(place: Place): Promise<Move | undefined> {
    const pick = vscode.window.createQuickPick<Entry<T>>();
    pick.matchOnDetail = true;
    pick.value = this.text;
    fill(pick, this.offer(), (entry) => "value" in entry && entry.value === this.answer);
    void this.fillLater(pick);
    const move = await showStep(pick, place, () => {
      // Enter that comes before VS Code has drawn the list selects nothing.
      const chosen = pick.selectedItems[0] ?? pick.activeItems[0];
      if (!chosen) {
        return false;
      }
      if ("run" in chosen) {
        chosen.run();
        fill(pick, this.offer(), (entry) => "run" in entry && entry !== SEPARATOR);
        return false;
      }
      if (chosen.refusal !== undefined) {
        pick.placeholder = chosen.refusal;
        return false;
      }
      this.answer = chosen.value;
      return true;
    });
    this.text = pick.value;
    return move;
  }

  private async fillLater(pick: vscode.QuickPick<Entry<T>>): Promise<void> {
    if (this.later) {
      pick.busy = true;
      const offer = await this.later();
      const active = pick.activeItems[0]?.label;
      // What is typed selects what it finds; another entry would be hidden, and selected all the same.
      fill(pick, offer, pick.value === "" ? ({ label }) => label === active : undefined);
      pick.busy = false;
      const typed = pick.onDidChangeValue(() => {
        typed.dispose();
        // It may have been typed before the list came, and the active entry be hidden: items that are set anew, after what is
        // on its way to VS Code, have the first that is found selected.
        setTimeout(() => (pick.items = [...pick.items]));
      });
    }
  }
}

function fill<T>(
  pick: vscode.QuickPick<Entry<T>>,
  { placeholder, choices, toggle }: Offer<T>,
  isActive?: (entry: Entry<T>) => boolean,
): void {
  pick.placeholder = placeholder;
  pick.items = toggle ? [...choices, SEPARATOR, toggle] : choices;
  if (isActive) {
    pick.activeItems = pick.items.filter(isActive);
  }
}

/** A line; VS Code never hands it out as chosen. */
const SEPARATOR = {
  label: "",
  kind: vscode.QuickPickItemKind.Separator,
  run: (): void => undefined,
};
