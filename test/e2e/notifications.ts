import type { Locator, Page } from "playwright-core";
import { waitUntil } from "../support/waitUntil";
import { moveMouseAway } from "./page";

/** The notifications that lie over the workbench. Those without a button go by themselves after 10 seconds. */
export class Notifications {
  readonly #page: Page;
  readonly #toasts: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#toasts = page.locator(".notification-toast");
  }

  /** What all of them say, the newest first. */
  async texts(): Promise<string[]> {
    return this.#toasts.locator(".notification-list-item-message").allInnerTexts();
  }

  /** Waits for the newest one with this in its text, and returns its whole text. */
  async waitFor(text: string | RegExp): Promise<string> {
    return this.#one(text).locator(".notification-list-item-message").innerText();
  }

  /** The newest one with this in its text. */
  element(text: string | RegExp): Locator {
    return this.#one(text);
  }

  /** What its buttons say, from the left. */
  async buttons(text: string | RegExp): Promise<string[]> {
    const one = this.#one(text);
    await one.waitFor();
    return one.locator(".monaco-button").allInnerTexts();
  }

  /** Clicks the button of the notification with this text. */
  async click(text: string | RegExp, button: string): Promise<void> {
    await this.#one(text).getByRole("button", { name: button, exact: true }).click();
    await moveMouseAway(this.#page);
  }

  /** Waits until none of them has this in its text any more. */
  async waitUntilGone(text: string | RegExp): Promise<void> {
    await this.#one(text).waitFor({ state: "hidden" });
  }

  /** Closes all of them, once those that show progress have gone by themselves. */
  async clear(): Promise<void> {
    await waitUntil(
      "progress to end",
      () => this.#toasts.filter({ has: this.#page.getByText("Cancel", { exact: true }) }).count(),
      (count) => count === 0,
    );
    for (let count = await this.#toasts.count(); count > 0;) {
      const newest = this.#toasts.first();
      // Only under the mouse does a notification show its buttons.
      await newest.hover();
      await newest.getByRole("button", { name: "Clear Notification" }).click();
      const before = count;
      count = await waitUntil(
        "a notification to go",
        () => this.#toasts.count(),
        (left) => left < before,
      );
    }
    await moveMouseAway(this.#page);
  }

  #one(text: string | RegExp): Locator {
    const message = this.#page.locator(".notification-list-item-message", { hasText: text });
    return this.#toasts.filter({ has: message }).first();
  }
}
