import { waitUntil } from "../support/waitUntil";
import type { QuickInput } from "./quickInput";

/** The save dialog of a workbench in the browser, which is a quick input. */
export class SaveDialog {
  readonly #quickInput: QuickInput;

  constructor(quickInput: QuickInput) {
    this.#quickInput = quickInput;
  }

  /** Waits until the dialog with this title is open, and returns the path that it proposes. */
  async waitFor(title: string | RegExp, placeholder = "Folder path"): Promise<string> {
    await this.#quickInput.waitFor({ title, placeholder });
    // The dialog comes up empty, and fills in the path when it has read the folder.
    const { value } = await waitUntil(
      "a proposed path",
      () => this.#quickInput.state(),
      (state) => state.value !== "",
    );
    return value;
  }

  /** Replaces the path. */
  async setPath(path: string): Promise<void> {
    await this.#quickInput.setValue(path);
    await this.#quickInput.waitFor({ value: path });
  }

  async accept(): Promise<void> {
    await this.#quickInput.pressButton("OK");
  }

  /** Waits until the dialog asks whether to overwrite a file, and returns its question. */
  async waitForOverwriteQuestion(): Promise<string> {
    const { title } = await waitUntil(
      "the question whether to overwrite",
      () => this.#quickInput.state(),
      (state) => state.title.includes("already exists"),
    );
    return title;
  }

  async overwrite(): Promise<void> {
    await this.#quickInput.pressButton("OK");
  }

  async keepFile(): Promise<void> {
    await this.#quickInput.pressButton("Cancel");
  }
}
