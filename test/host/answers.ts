import type { SinonSandbox, SinonStub } from "sinon";
import * as vscode from "vscode";

/** The answer that backs out. */
export const ESC = Symbol("Esc");

/** The Back button. */
export const BACK = Symbol("Back");

/** Enter, with what is preselected or proposed: before VS Code has drawn the list and selected an entry. */
export const EARLY_ENTER = Symbol("early Enter");

/**
 * What a person does with one quick pick or input box: takes the entry of this label or types this
 * text and presses Enter; one of the above; or whatever the function does. What it throws is
 * the prompt's failure.
 */
export type Answer =
  | string
  | typeof ESC
  | typeof BACK
  | typeof EARLY_ENTER
  | ((prompt: AnsweredPrompt) => Promise<void> | void);

/**
 * Answers the quick picks and input boxes of the extension in turn, as a person would; a further one
 * is an error. Returns them as they are shown.
 */
export function answerPrompts(sandbox: SinonSandbox, ...answers: Answer[]): AnsweredPrompt[] {
  const shown: AnsweredPrompt[] = [];
  const left = [...answers];
  const create = (): AnsweredPrompt => {
    const next = left.shift();
    if (next === undefined) {
      throw new Error("The extension asks more than this test answers.");
    }
    const prompt = new AnsweredPrompt(next);
    shown.push(prompt);
    return prompt;
  };
  sandbox
    .stub(vscode.window, "createQuickPick")
    .callsFake(() => create() as unknown as vscode.QuickPick<vscode.QuickPickItem>);
  sandbox
    .stub(vscode.window, "createInputBox")
    .callsFake(() => create() as unknown as vscode.InputBox);
  return shown;
}

/** A quick pick or an input box that is answered as soon as it is shown. */
export class AnsweredPrompt {
  title = "";
  placeholder = "";
  prompt = "";
  validationMessage: string | vscode.InputBoxValidationMessage | undefined;
  busy = false;
  ignoreFocusOut = false;
  matchOnDetail = false;
  items: readonly vscode.QuickPickItem[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  selectedItems: readonly vscode.QuickPickItem[] = [];
  buttons: readonly vscode.QuickInputButton[] = [];
  value = "";
  /** What `value` was when it was shown. */
  proposal = "";
  isOpen = false;
  /** What the function that answers has thrown. */
  failure: unknown;
  private readonly answer: Answer;
  private readonly accepted = new vscode.EventEmitter<void>();
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly hidden = new vscode.EventEmitter<void>();
  private readonly triggered = new vscode.EventEmitter<vscode.QuickInputButton>();
  readonly onDidAccept = this.accepted.event;
  readonly onDidChangeValue = this.changed.event;
  readonly onDidHide = this.hidden.event;
  readonly onDidTriggerButton = this.triggered.event;

  constructor(answer: Answer) {
    this.answer = answer;
  }

  /** As "2/3", or nothing in a title without a count. */
  get place(): string {
    return /\((\d+\/\d+)\)$/.exec(this.title)?.[1] ?? "";
  }

  get labels(): string[] {
    return this.items.map(({ label }) => label);
  }

  get activeLabels(): string[] {
    return this.activeItems.map(({ label }) => label);
  }

  /** Why the text is refused. */
  get refusal(): string {
    return typeof this.validationMessage === "string" ? this.validationMessage : "";
  }

  description(label: string): string | undefined {
    return this.item(label).description;
  }

  show(): void {
    this.isOpen = true;
    this.proposal = this.value;
    if (typeof this.answer === "function") {
      void this.run(this.answer);
    } else if (this.answer === ESC) {
      this.hide();
    } else if (this.answer === BACK) {
      this.back();
    } else if (this.answer === EARLY_ENTER) {
      this.enter();
    } else {
      this.give(this.answer);
    }
  }

  private async run(drive: (prompt: AnsweredPrompt) => Promise<void> | void): Promise<void> {
    try {
      await drive(this);
    } catch (error) {
      this.failure = error;
      this.hide();
    }
  }

  /** Takes the entry of this label, or types this and presses Enter. */
  give(text: string): void {
    if (this.items.length > 0) {
      this.selectedItems = [this.item(text)];
    } else {
      this.type(text);
    }
    this.enter();
  }

  type(text: string): void {
    this.value = text;
    this.changed.fire(text);
  }

  enter(): void {
    this.accepted.fire();
  }

  /** Clicks Back, if there is such a button. */
  back(): void {
    this.trigger("Back", (button) => button === vscode.QuickInputButtons.Back);
  }

  /** Clicks the button in the title bar whose tooltip begins so. */
  press(tooltip: string): void {
    this.trigger(tooltip, (button) => button.tooltip?.startsWith(tooltip) === true);
  }

  private trigger(name: string, isMeant: (button: vscode.QuickInputButton) => boolean): void {
    const button = this.buttons.find(isMeant);
    if (!button) {
      throw new Error(`There is no button ${name}.`);
    }
    this.triggered.fire(button);
  }

  hide(): void {
    this.isOpen = false;
    this.hidden.fire();
  }

  dispose(): void {
    for (const emitter of [this.accepted, this.changed, this.hidden, this.triggered]) {
      emitter.dispose();
    }
  }

  private item(label: string): vscode.QuickPickItem {
    const item = this.items.find((candidate) => candidate.label === label);
    if (!item) {
      throw new Error(`There is no entry ${label}.`);
    }
    return item;
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

/** Selects "Show Details" in a notification. Resolves to the document that is shown then. */
export function showDetails(notification: SinonStub): Promise<vscode.TextDocument> {
  notification.callsFake((_message: string, ...actions: vscode.MessageItem[]) =>
    Promise.resolve(actions.find(({ title }) => title === "Show Details")),
  );
  return new Promise((resolve) => {
    const listener = vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor) {
        listener.dispose();
        resolve(editor.document);
      }
    });
  });
}
