import * as vscode from "vscode";
import { type Move, type Place, type Step, type StepButton, showStep } from "./steps";

/** An entry of a {@link PickStep}. */
export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
  /** The heading above the entry and those that follow with the same one. */
  readonly group?: string;
  /** The reason why the entry can't be chosen, if any. */
  readonly refusal?: string | undefined;
}

/** A heading can't be chosen. */
interface Heading extends vscode.QuickPickItem {
  readonly kind: vscode.QuickPickItemKind.Separator;
}

type Entry<T> = Choice<T> | Heading;

/** What a {@link PickStep} shows. */
export interface Offer<T> {
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  readonly button?: StepButton | undefined;
}

/**
 * Asks to choose one entry. `later` loads the same entries with details that take longer to find
 * out.
 */
export class PickStep<T> implements Step {
  /** The last chosen or selected value, which is preselected. Starts as `initial`. */
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
    const offer = this.offer();
    fill(pick, offer, ({ value }) => value === this.answer);
    void this.fillLater(pick);
    const move = await showStep(pick, place, () => this.choose(pick), offer.button);
    this.text = pick.value;
    if (move === "again") {
      this.answer = pick.activeItems.find(isChoice)?.value ?? this.answer;
    }
    return move;
  }

  /** Returns whether the selected entry can be chosen. */
  private choose(pick: vscode.QuickPick<Entry<T>>): boolean {
    // If Enter is pressed before VS Code has shown the list, no entry is selected.
    const chosen = [...pick.selectedItems, ...pick.activeItems].find(isChoice);
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

  private async fillLater(pick: vscode.QuickPick<Entry<T>>): Promise<void> {
    if (this.later) {
      pick.busy = true;
      const offer = await this.later();
      const active = pick.activeItems[0]?.label;
      // If the user has typed, VS Code selects the first match. Selecting another entry here could
      // select one that is hidden.
      fill(pick, offer, pick.value === "" ? ({ label }) => label === active : undefined);
      pick.busy = false;
      const typed = pick.onDidChangeValue(() => {
        typed.dispose();
        // If the user typed before the list was shown, the selected entry may be hidden. Setting
        // the items again makes VS Code select the first match. The timeout lets VS Code receive
        // the typed text first.
        setTimeout(() => (pick.items = [...pick.items]));
      });
    }
  }
}

function fill<T>(
  pick: vscode.QuickPick<Entry<T>>,
  { placeholder, choices }: Offer<T>,
  isActive?: (entry: Choice<T>) => boolean,
): void {
  pick.placeholder = placeholder;
  pick.items = withHeadings(choices);
  if (isActive) {
    pick.activeItems = choices.filter(isActive);
  }
}

function withHeadings<T>(choices: readonly Choice<T>[]): readonly Entry<T>[] {
  return choices.flatMap((choice, index) =>
    choice.group === undefined || choice.group === choices[index - 1]?.group
      ? [choice]
      : [{ label: choice.group, kind: vscode.QuickPickItemKind.Separator }, choice],
  );
}

function isChoice<T>(entry: Entry<T>): entry is Choice<T> {
  return entry.kind !== vscode.QuickPickItemKind.Separator;
}
