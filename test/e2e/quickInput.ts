import { inspect } from "node:util";
import type { Locator, Page } from "playwright-core";
import { waitUntil } from "../support/waitUntil";
import { type PageElement, moveMouseAway, visibleText } from "./page";

/** What the box says now; what it lacks is empty. */
export interface QuickInputState {
  title: string;
  placeholder: string;
  value: string;
  /** The prompt of an input box, or what its validation says. */
  message: string;
  /** Whether the message is a validation error. */
  isError: boolean;
}

/** What the box is to say, whole or in part. */
type Expected = { readonly [Name in keyof QuickInputState]?: QuickInputState[Name] | RegExp };

export interface QuickInputItem {
  label: string;
  description: string;
  detail: string;
  /** Whether Enter takes this one. */
  isActive: boolean;
}

/** The box at the top of the window that quick picks, input boxes and the simple file dialog share. */
export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;
  readonly #input: Locator;
  readonly #rows: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator(".quick-input-widget");
    this.#input = this.#widget.locator(".quick-input-box input");
    this.#rows = this.#widget.locator(".quick-input-list .monaco-list-row");
  }

  /** The box itself. */
  get element(): Locator {
    return this.#widget;
  }

  async isOpen(): Promise<boolean> {
    return this.#widget.isVisible();
  }

  async waitUntilClosed(): Promise<void> {
    await this.#widget.waitFor({ state: "hidden" });
  }

  async closesWithin(milliseconds: number): Promise<boolean> {
    const closed = this.#widget.waitFor({ state: "hidden", timeout: milliseconds });
    return closed.then(
      () => true,
      () => false,
    );
  }

  /** Fails when no box was ever open. */
  async state(): Promise<QuickInputState> {
    const box = this.#widget.locator(".quick-input-box .monaco-inputbox");
    return {
      title: await visibleText(this.#widget.locator(".quick-input-title")),
      placeholder: (await this.#input.getAttribute("placeholder")) ?? "",
      value: await this.#input.inputValue(),
      message: await visibleText(this.#widget.locator(".quick-input-message")),
      isError: /\berror\b/.test((await box.getAttribute("class")) ?? ""),
    };
  }

  /**
   * Waits until a box is open that says all of `expected`, and returns all that it says. That one is open says little:
   * the steps of a wizard follow each other in the same box. A box that is changing is not taken for either.
   */
  async waitFor(expected: Expected = {}): Promise<QuickInputState> {
    await this.#widget.waitFor();
    const names = Object.keys(expected) as (keyof QuickInputState)[];
    let previous = "";
    return waitUntil(
      `a quick input with ${inspect(expected)}`,
      () => this.state(),
      (state) => {
        const text = JSON.stringify(state);
        const isStable = text === previous;
        previous = text;
        return isStable && names.every((name) => says(state[name], expected[name]));
      },
    );
  }

  /** The items in view, from the top: of a list that scrolls, the part that fits. */
  async items(): Promise<QuickInputItem[]> {
    // All in one step: VS Code takes rows away while the list is read.
    return this.#rows.evaluateAll((rows) =>
      (rows as unknown as PageElement[]).map((row) => {
        const text = (selector: string) => {
          const element = row.querySelector(selector);
          return element?.checkVisibility() ? element.innerText.trim() : "";
        };
        return {
          label: text(".label-name"),
          description: text(".label-description"),
          detail: text(".quick-input-list-label-meta"),
          isActive: row.className.split(" ").includes("focused"),
        };
      }),
    );
  }

  /** Clicks the item with exactly this label, once it is in view. */
  async pick(label: string): Promise<void> {
    const name = this.#page.locator(".label-name").filter({ hasText: exactly(label) });
    await this.#rows.filter({ has: name }).first().click();
    await moveMouseAway(this.#page);
  }

  /** Types like a person: into the selection, if there is one. */
  async type(text: string): Promise<void> {
    await this.#input.focus();
    await this.#page.keyboard.type(text);
  }

  /** Replaces the text. */
  async setValue(text: string): Promise<void> {
    await this.#input.fill(text);
  }

  async accept(): Promise<void> {
    await this.#input.press("Enter");
  }

  async cancel(): Promise<void> {
    await this.#input.press("Escape");
  }

  /** Clicks a button by what it says, or, if it is an icon, by its tooltip: "OK", "Back". */
  async pressButton(name: string | RegExp): Promise<void> {
    const pattern = typeof name === "string" ? exactly(name) : name;
    await this.#widget.getByRole("button", { name: pattern }).click();
    await moveMouseAway(this.#page);
  }
}

function says(value: unknown, expected: unknown): boolean {
  return expected instanceof RegExp ? expected.test(String(value)) : value === expected;
}

/** The whole of a label; an icon leaves a space beside it, and a button may name its key in parentheses. */
function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*(\\(.+\\))?$`);
}
