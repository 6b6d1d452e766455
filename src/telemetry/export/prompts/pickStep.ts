import * as vscode from "vscode";
import { type Move, type Place, type Step, type StepButton, showStep } from "./steps";

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
  readonly button?: StepButton | undefined;
}

/** A choice of one. `later` is the same offer with what takes longer to find out. */
export class PickStep<T> implements Step {
  /** What was chosen or selected last, and is preselected: at first the `initial` one. */
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
    const pick = vscode.window.createQuickPick<Choice<T>>();
    pick.matchOnDetail = true;
    pick.value = this.text;
    const offer = this.offer();
    fill(pick, offer, ({ value }) => value === this.answer);
    void this.fillLater(pick);
    const move = await showStep(pick, place, () => this.choose(pick), offer.button);
    this.text = pick.value;
    if (move === "again") {
      this.answer = pick.activeItems[0]?.value ?? this.answer;
    }
    return move;
  }

  /** Whether the entry that Enter is pressed on can be taken. */
  private choose(pick: vscode.QuickPick<Choice<T>>): boolean {
    // Enter that comes before VS Code has drawn the list selects nothing.
    const chosen = pick.selectedItems[0] ?? pick.activeItems[0];
    if (!chosen) {
      return false;
    }
    if (chosen.refusal !== undefined) {
      pick.placeholder = chosen.refusal;
      return false;
    }
    this.answer = chosen.value;
    return true;
  }

  private async fillLater(pick: vscode.QuickPick<Choice<T>>): Promise<void> {
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
  pick: vscode.QuickPick<Choice<T>>,
  { placeholder, choices }: Offer<T>,
  isActive?: (entry: Choice<T>) => boolean,
): void {
  pick.placeholder = placeholder;
  pick.items = choices;
  if (isActive) {
    pick.activeItems = pick.items.filter(isActive);
  }
}
