import type { Locator, Page } from "playwright-core";

/** The text without its icons' glyphs, or nothing if it is not to be seen: VS Code keeps what it hides. */
export async function visibleText(element: Locator): Promise<string> {
  return (await element.isVisible()) ? (await element.innerText()).trim() : "";
}

/** A resting mouse shows tooltips over what comes to lie under it. */
export async function moveMouseAway(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
}
