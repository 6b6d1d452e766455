import assert from "node:assert/strict";
import { type Browser, type Locator } from "playwright-core";
import { launchChromium } from "../../scripts/chromium";
import { madeUpTelemetry } from "./madeUpTelemetry";
import { type View, openView } from "./openView";

const HOUR = 3_600_000;
const START = Date.UTC(2026, 9, 1);

describe("the overview", () => {
  let browser: Browser;
  let view: View;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());
  beforeEach(async () => {
    // Six events an hour, for 200 hours.
    view = await openView(browser, madeUpTelemetry({ count: 1200 }));
  });
  afterEach(async () => {
    assert.deepEqual(view.errors, []);
    await view.close();
  });

  const matches = (count: string): Locator =>
    view.page.getByText(`${count} of 1,200 events match the filter.`);

  it("counts what is stored", async () => {
    const cards = view.page.getByRole("listitem");
    assert.deepEqual(await texts(cards), [
      "1,200 Events",
      "60 Failures",
      "6 Sessions",
      "2 Unreadable",
      "0 Missing",
      "614 kB In 30 files",
    ]);
  });

  it("leads from a number of what can't be read to its list, if there is any", async () => {
    await view.page.getByRole("button", { name: "Unreadable" }).click();
    assert.deepEqual(await view.heard("showLosses"), { kind: "showLosses" });
    assert.equal(await view.page.getByRole("button", { name: "Missing" }).count(), 0);
  });

  it("selects whole hours with the mouse", async () => {
    const plot = view.page.locator(".u-over");
    const box = await boxOf(plot);
    // From within hour 50 to within hour 99.
    await view.page.mouse.move(box.x + (box.width * 50.5) / 200, box.y + 50);
    await view.page.mouse.down();
    await view.page.mouse.move(box.x + (box.width * 99.5) / 200, box.y + 60, { steps: 5 });
    await view.page.mouse.up();
    await matches("300").waitFor();
    assert.equal(await view.page.getByLabel("From (UTC)").inputValue(), "2026-10-03T02:00");
    assert.equal(await view.page.getByLabel("Before (UTC)").inputValue(), "2026-10-05T04:00");
  });

  it("selects an hour with a click, and shows what lies outside the range", async () => {
    const plot = view.page.locator(".u-over");
    const box = await boxOf(plot);
    await plot.click({ position: { x: (box.width * 10.5) / 200, y: 20 } });
    await matches("6").waitFor();
    await view.page.getByText("Show as table").click();
    const table = view.page.locator("table.timeline");
    // The table is drawn after the click.
    await table.waitFor();
    assert.equal(await table.getByRole("row").count(), 1 + 200);
  });

  it("selects a range with the keyboard", async () => {
    await view.page.getByLabel("From (UTC)").fill("2026-10-02T00:00");
    await view.page.getByLabel("Before (UTC)").fill("2026-10-03T00:00");
    await matches("144").waitFor();
    await view.page.getByRole("button", { name: "Export This…" }).click();
    assert.deepEqual(await view.heard("export"), {
      kind: "export",
      filter: { start: START + 24 * HOUR, end: START + 48 * HOUR },
    });
  });

  it("says why nothing matches if the range ends before it starts", async () => {
    await view.page.getByLabel("From (UTC)").fill("2026-10-03T00:00");
    await view.page.getByLabel("Before (UTC)").fill("2026-10-02T00:00");
    await view.page
      .getByText("No events match the filter, because From is not earlier than Before.")
      .waitFor();
  });

  it("keeps a time that is chosen while a text is typed", async () => {
    await view.page.clock.install();
    await view.page.getByLabel("Text").fill("cli");
    await view.page.getByLabel("From (UTC)").fill("2026-10-02T00:00");
    await matches("1,056").waitFor();
    await view.page.clock.runFor(1000);
    await matches("211").waitFor();
    assert.equal(await view.page.getByLabel("From (UTC)").inputValue(), "2026-10-02T00:00");
  });

  it("leads from the failures to their events", async () => {
    await view.page.getByRole("button", { name: "Failures" }).click();
    await matches("60").waitFor();
    const grid = view.page.getByRole("grid", { name: "Events" });
    assert.equal(await grid.getAttribute("aria-rowcount"), "61");
  });

  it("filters by a name of the list", async () => {
    await view.page.getByRole("button", { name: "http.request" }).click();
    await matches("240").waitFor();
    await view.page.getByRole("button", { name: "Clear Filter" }).click();
    await view.page.getByText("1,200 events", { exact: true }).waitFor();
  });
});

async function texts(locator: Locator): Promise<string[]> {
  await locator.first().waitFor();
  return (await locator.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number }> {
  const box = await locator.boundingBox();
  assert.ok(box);
  return box;
}
