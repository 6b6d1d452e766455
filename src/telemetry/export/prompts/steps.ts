import * as vscode from "vscode";

/** Where a step stands in the flow. */
export interface Place {
  /** 1 for the first. */
  readonly step: number;
  readonly totalSteps: number;
}

/** How one leaves a step. */
export type Move = "next" | "back" | "again";

const STEPS_TO: Record<Move, number> = { next: 1, back: -1, again: 0 };

/** A button in the title bar, which changes something about the answer. The step is asked again afterwards. */
export interface StepButton extends vscode.QuickInputButton {
  readonly run: () => void;
}

/** One question. It keeps what was chosen and typed, for when one comes back to it. */
export interface Step {
  /** Asks; undefined on Esc. */
  ask(place: Place): Promise<Move | undefined>;
}

/**
 * Asks step after step, and the one before on Back. `steps` says which steps the answers so far call
 * for. False when the user backs out with Esc, at whichever step.
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
 * The title of a step, with its count when there are several. A screen reader hears the title: VS Code
 * makes it part of the input's name, but not `step` and `totalSteps`.
 */
export function stepTitle({ step, totalSteps }: Place): string {
  return totalSteps === 1
    ? vscode.l10n.t("Export Telemetry")
    : vscode.l10n.t("Export Telemetry ({0}/{1})", step, totalSteps);
}

/**
 * Shows a quick input as a step, until it is left. Enter leaves it when `accept` agrees. It stays
 * open when one clicks elsewhere, so that nothing typed gets lost. A button leaves it too: the step that is asked again has
 * the focus in its input, where Enter accepts and a screen reader reads what has changed.
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
      if (triggered === button) {
        button.run();
        leave("again");
      } else {
        leave("back");
      }
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
