import type { ConsoleMessage, Page } from "playwright-core";

/** What VS Code itself reports is not heard, such as that it reaches no marketplace. */
const ABOUT_EXTENSIONS =
  /\b(coder|example)\.|coderTelemetry|Activating extension|command .* already exists/i;

/**
 * What goes wrong with extensions, as VS Code reports it in the console of its page. The messages of the extension host arrive there
 * too: that an extension could not be activated, that a command exists already, and what was thrown and not caught.
 */
export class Problems {
  readonly errors: string[] = [];
  readonly warnings: string[] = [];

  /** Hears the console from now on. */
  constructor(page: Page) {
    page.on("console", (message) => {
      this.#add(message);
    });
    page.on("pageerror", ({ message }) => this.errors.push(message));
  }

  #add(message: ConsoleMessage): void {
    // What follows is a stack trace, whose paths may have any name.
    const [text = ""] = message.text().split("\n");
    if (!ABOUT_EXTENSIONS.test(text)) {
      return;
    }
    if (message.type() === "error") {
      this.errors.push(text);
    } else if (message.type() === "warning") {
      this.warnings.push(text);
    }
  }
}
