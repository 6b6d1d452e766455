import type { SinonSandbox, SinonStub } from "sinon";
import * as vscode from "vscode";

/** The answer that backs out. */
export const ESC = Symbol("Esc");

/** Enter, before VS Code has drawn the list and selected an entry. */
export const EARLY_ENTER = Symbol("early Enter");

/** What a person does with one quick pick: takes the entry of this label, or one of the above. */
type PickAnswer = string | typeof ESC | typeof EARLY_ENTER;

/**
 * Answers the quick picks of the extension in turn, as a person would; a further one is an error.
 * Returns the labels that each of them showed.
 */
export function answerPicks(sandbox: SinonSandbox, ...answers: PickAnswer[]): string[][] {
  const shown: string[][] = [];
  const left = [...answers];
  sandbox.stub(vscode.window, "createQuickPick").callsFake(() => {
    const answer = left.shift();
    if (answer === undefined) {
      throw new Error("The extension asks more than this test answers.");
    }
    return new AnsweredPick(answer, shown) as unknown as vscode.QuickPick<vscode.QuickPickItem>;
  });
  return shown;
}

/** A quick pick that is answered as soon as it is shown. */
class AnsweredPick {
  title = "";
  placeholder = "";
  matchOnDetail = false;
  items: readonly vscode.QuickPickItem[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  selectedItems: readonly vscode.QuickPickItem[] = [];
  private readonly answer: PickAnswer;
  private readonly shown: string[][];
  private readonly accepted = new vscode.EventEmitter<void>();
  private readonly hidden = new vscode.EventEmitter<void>();
  readonly onDidAccept = this.accepted.event;
  readonly onDidHide = this.hidden.event;

  constructor(answer: PickAnswer, shown: string[][]) {
    this.answer = answer;
    this.shown = shown;
  }

  show(): void {
    this.shown.push(this.items.map(({ label }) => label));
    if (this.answer === ESC) {
      this.hide();
      return;
    }
    if (this.answer !== EARLY_ENTER) {
      this.select(this.answer);
    }
    this.accepted.fire();
  }

  private select(label: string): void {
    this.selectedItems = this.items.filter((item) => item.label === label);
    if (this.selectedItems.length !== 1) {
      throw new Error(`There is no entry ${label}.`);
    }
  }

  hide(): void {
    this.hidden.fire();
  }

  dispose(): void {
    this.accepted.dispose();
    this.hidden.dispose();
  }
}

/** What the extension tells the user, and the buttons it offers; nobody presses one. */
export interface Told {
  readonly information: SinonStub;
  readonly warning: SinonStub;
  readonly error: SinonStub;
}

/** Hears the notifications instead of the user. */
export function hearNotifications(sandbox: SinonSandbox): Told {
  return {
    information: sandbox.stub(vscode.window, "showInformationMessage").resolves(undefined),
    warning: sandbox.stub(vscode.window, "showWarningMessage").resolves(undefined),
    error: sandbox.stub(vscode.window, "showErrorMessage").resolves(undefined),
  };
}
