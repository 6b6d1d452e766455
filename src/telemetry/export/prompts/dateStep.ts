import * as vscode from "vscode";
import { type Move, type Place, type Step, showStep } from "./steps";

/** What a {@link DateStep} asks. */
interface DateQuestion {
  readonly prompt: string;
  /** Returns the initial value of the input box. */
  readonly proposal: () => string;
  /** Returns an error message if the text is invalid. */
  readonly check: (text: string) => string | undefined;
  /** Returns what to know about a valid text, if anything. */
  readonly hint?: (text: string) => string | undefined;
}

/** Asks for a UTC day and validates it during typing. */
export class DateStep implements Step {
  private typed: string | undefined;
  private readonly question: DateQuestion;

  constructor(question: DateQuestion) {
    this.question = question;
  }

  /** The value of the input box. A valid day after the step is done. */
  get text(): string {
    return this.typed ?? this.question.proposal();
  }

  async ask(place: Place): Promise<Move | undefined> {
    const input = vscode.window.createInputBox();
    input.prompt = this.question.prompt;
    input.placeholder = vscode.l10n.t("YYYY-MM-DD");
    input.value = this.text;
    const validate = (): boolean => {
      const refusal = this.question.check(input.value);
      input.validationMessage = refusal ?? this.hintAt(input.value);
      return refusal === undefined;
    };
    input.onDidChangeValue(validate);
    validate();
    const move = await showStep(input, place, validate, {
      // VS Code's input boxes have no button that does what Enter does.
      iconPath: new vscode.ThemeIcon("arrow-right"),
      tooltip: vscode.l10n.t("Next"),
      run: () => (validate() ? "next" : undefined),
    });
    this.typed = input.value;
    return move;
  }

  private hintAt(text: string): vscode.InputBoxValidationMessage | undefined {
    const message = this.question.hint?.(text);
    return message === undefined
      ? undefined
      : { message, severity: vscode.InputBoxValidationSeverity.Info };
  }
}
