import assert from "node:assert/strict";
import type { Browser, Locator } from "playwright-core";
import { launchChromium } from "../../scripts/chromium";
import { madeUpTelemetry } from "./madeUpTelemetry";
import { type View, openView } from "./openView";

const COUNT = 1_000_000;

describe("a million events", function () {
  let browser: Browser;
  let view: View;
  let grid: Locator;

  before(async () => {
    browser = await launchChromium();
    view = await openView(browser, madeUpTelemetry({ count: COUNT, step: 1000 }));
    grid = view.page.getByRole("grid", { name: "Events" });
    await view.page.getByRole("tab", { name: "Events" }).click();
    await grid.waitFor();
  });
  after(async () => {
    await browser.close();
  });

  const row = (index: number): Locator => grid.locator(`[aria-rowindex="${index + 2}"]`);

  it("are counted, and have elements only for what is in view", async () => {
    assert.equal(await grid.getAttribute("aria-rowcount"), String(COUNT + 1));
    assert.ok((await grid.getByRole("row").count()) < 60);
  });

  it("are reached to the last one with the keyboard", async () => {
    await grid.focus();
    await view.page.keyboard.press("End");
    await row(COUNT - 1)
      .getByText("10/12/2026")
      .waitFor();
    await isShown(row(COUNT - 1));
    assert.equal(await grid.getAttribute("aria-activedescendant"), `events-${COUNT - 1}`);
    await view.page.keyboard.press("ArrowUp");
    await isShown(row(COUNT - 2));
    await view.page.keyboard.press("PageUp");
    const id = (await grid.getAttribute("aria-activedescendant")) ?? "";
    assert.ok(Number(id.slice("events-".length)) < COUNT - 15, id);
    await view.page.keyboard.press("Home");
    await isShown(row(0));
  });

  it("are reached to the last one with the mouse", async () => {
    await grid.evaluate((element) => {
      (element as unknown as { scrollTop: number }).scrollTop = 1e9;
    });
    await isShown(row(COUNT - 1));
  });

  it("are asked for in pages, and no longer when they are out of view", () => {
    const requested = view.messages.flatMap((message) =>
      message.kind === "request" && message.what === "rows" ? [message.request.count] : [],
    );
    assert.ok(requested.length < 20, `${requested.length} requests`);
    assert.ok(requested.every((count) => count === 100));
  });

  it("show no row twice or in the wrong place in the middle", async () => {
    await grid.evaluate((element) => {
      (element as unknown as { scrollTop: number }).scrollTop = 5_000_000;
    });
    await grid.locator("[aria-busy=false]").nth(20).waitFor();
    const rows = await grid.locator(".rows .row").all();
    const places: { index: number; y: number }[] = [];
    for (const each of rows) {
      const box = await each.boundingBox();
      places.push({ index: Number(await each.getAttribute("aria-rowindex")), y: box?.y ?? 0 });
    }
    for (const [position, { index, y }] of places.entries()) {
      assert.equal(index, (places[0]?.index ?? 0) + position);
      assert.ok(Math.abs(y - (places[0]?.y ?? 0) - 22 * position) < 1);
    }
  });
});

describe("a trace of a million events", () => {
  let browser: Browser;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  it("says how many of them are shown", async () => {
    const telemetry = madeUpTelemetry({ count: 100 });
    const { page } = await openView(browser, (message, send) => {
      telemetry(message, (told) => {
        const isTrace = told.kind === "answer" && "traceId" in told.answer;
        send(isTrace ? { ...told, answer: { ...told.answer, eventCount: COUNT } } : told);
      });
    });
    await page.getByRole("tab", { name: "Traces" }).click();
    await page.getByRole("gridcell", { name: "remote.setup" }).first().click();
    await page
      .getByText("Only 8 of 1,000,000 events are shown: the ones that started first.")
      .waitFor();
  });
});

/** Waits until the row lies wholly in the window. */
async function isShown(row: Locator): Promise<void> {
  await row.waitFor();
  const box = await row.boundingBox();
  const size = row.page().viewportSize();
  assert.ok(box && size && box.y > 0 && box.y + box.height <= size.height + 3, JSON.stringify(box));
}
