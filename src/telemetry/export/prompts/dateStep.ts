import * as vscode from "vscode";
import { type Move, type Place, type Step, showStep } from "./steps";

/** What a {@link DateStep} asks. */
interface DateQuestion {
  readonly prompt: string;
  /** What the box says before anything is typed. */
  readonly proposal: () => string;
  /** Why the text can't be taken, if it can't. */
  readonly check: (text: string) => string | undefined;
}

/** A UTC day to type, checked as it is typed. */
export class DateStep implements Step {
  private typed: string | undefined;
  private readonly question: DateQuestion;

  constructor(question: DateQuestion) {
    this.question = question;
  }

  /** What the box says: a valid day once Enter has left the step. */
  get text(): string {
    return this.typed ?? this.question.proposal();
  }

  async ask(place: Place): Promise<Move | undefined> {
    const input = vscode.window.createInputBox();
    input.prompt = this.question.prompt;
    input.placeholder = vscode.l10n.t("YYYY-MM-DD");
    input.value = this.text;
    const validate = (): boolean => {
      input.validationMessage = this.question.check(input.value);
      return input.validationMessage === undefined;
    };
    input.onDidChangeValue(validate);
    validate();
    const move = await showStep(input, place, validate);
    this.typed = input.value;
    return move;
  }
}
