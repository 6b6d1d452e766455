import * as vscode from "vscode";

/** The position of a step in the flow. */
export interface Place {
  /** Starts at 1. */
  readonly step: number;
  readonly totalSteps: number;
}

/** How the user leaves a step. */
export type Move = "next" | "back" | "again";

const STEPS_TO: Record<Move, number> = { next: 1, back: -1, again: 0 };

/** A button in the title bar. */
export interface StepButton extends vscode.QuickInputButton {
  /** Returns how the button leaves the step, `cancel` as Esc does, or undefined if it stays open. */
  readonly run: () => Move | "cancel" | undefined;
}

/** A question. It remembers the answer in case the user returns to it. */
export interface Step {
  /** Asks the question. Resolves to undefined if the user presses Esc. */
  ask(place: Place): Promise<Move | undefined>;
}

/**
 * Asks the steps in order. Back returns to the previous one. `steps` is called before each step,
 * because answers can change which steps follow. Resolves to false if the user presses Esc.
 */
export async function askSteps(steps: () => readonly Step[]): Promise<boolean> {
  let index = 0;
  for (;;) {
    const all = steps();
    const step = all[index];
    if (!step) {
      return true;
    }
    const move = await step.ask({ step: index + 1, totalSteps: all.length });
    if (move === undefined) {
      return false;
    }
    index += STEPS_TO[move];
  }
}

/**
 * The title of a step, with its number if there are several. The number is in the title because
 * screen readers read the title but not `step` and `totalSteps`.
 */
export function stepTitle({ step, totalSteps }: Place): string {
  return totalSteps === 1
    ? vscode.l10n.t("Export Telemetry")
    : vscode.l10n.t("Export Telemetry ({0}/{1})", step, totalSteps);
}

/**
 * Shows a quick input until the user leaves the step. Enter leaves it if `accept` returns true. It
 * stays open when it loses the focus, to keep typed text. A button that changes the step leaves it
 * with "again", which moves the focus from the button to the input and makes screen readers read the
 * change.
 */
export function showStep(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  place: Place,
  accept: () => boolean,
  button?: StepButton,
): Promise<Move | undefined> {
  input.title = stepTitle(place);
  input.ignoreFocusOut = true;
  input.buttons = [
    ...(place.step > 1 ? [vscode.QuickInputButtons.Back] : []),
    ...(button ? [button] : []),
  ];
  return new Promise((resolve) => {
    const leave = (move: Move): void => {
      resolve(move);
      input.hide();
    };
    input.onDidAccept(() => {
      if (accept()) {
        leave("next");
      }
    });
    input.onDidTriggerButton((triggered) => {
      const move = triggered === button ? button.run() : "back";
      if (move === "cancel") {
        input.hide();
      } else if (move) {
        leave(move);
      }
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
