import type { Locator, Page } from "playwright-core";

/** What is read of an element of the page: the DOM's own types are not among those of Node. */
export interface PageElement {
  readonly className: string;
  readonly innerText: string;
  checkVisibility(): boolean;
  querySelector(selector: string): PageElement | null;
}

/** The text without its icons' glyphs, or nothing if it is not to be seen: VS Code keeps what it hides. */
export async function visibleText(element: Locator): Promise<string> {
  // Does not wait: what is gone says nothing.
  return element.evaluateAll((elements) => {
    const [first] = elements as unknown as PageElement[];
    return first?.checkVisibility() ? first.innerText.trim() : "";
  });
}

/** A resting mouse shows tooltips over what comes to lie under it. */
export async function moveMouseAway(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
}
