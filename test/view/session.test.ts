// A person with only a keyboard, who leaves the page and comes back.
import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../scripts/chromium";
import { waitUntil } from "../support/waitUntil";
import { madeUpTelemetry } from "./madeUpTelemetry";
import { type View, openView } from "./openView";

describe("the view with a keyboard", () => {
  let browser: Browser;
  let view: View;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());
  beforeEach(async () => {
    view = await openView(browser, madeUpTelemetry({ count: 5000 }));
    await view.page.getByRole("tab", { name: "Overview" }).focus();
  });
  afterEach(() => view.close());

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) {
      await view.page.keyboard.press(key);
    }
  };
  const isFocused = (selector: string): Promise<void> =>
    view.page.locator(`${selector}:focus`).waitFor();
  const file = /telemetry-2026-10-01-1234abcd\.jsonl/;

  it("opens an event, moves to the next one, opens its file and closes it", async () => {
    await press("ArrowRight");
    await isFocused("#tab-events");
    await view.page.getByRole("grid").waitFor();
    await press("Tab", "ArrowDown", "Enter");
    await view.page.getByRole("heading", { name: file }).getByText("Line 3").waitFor();
    await press("ArrowDown");
    await view.page.getByRole("heading", { name: file }).getByText("Line 4").waitFor();
    await press("Tab", "Tab", "Enter");
    const path = "/telemetry/telemetry-2026-10-01-1234abcd.jsonl";
    assert.deepEqual(await view.heard("openFile"), { kind: "openFile", path, line: 4 });
    await press("Escape");
    await isFocused(".events");
    assert.equal(await view.page.getByRole("complementary").count(), 0);
  });

  it("opens a trace and one of its spans, and goes back", async () => {
    await press("ArrowRight", "ArrowRight");
    await view.page.getByRole("grid", { name: /^Traces/ }).waitFor();
    await press("Tab", "Enter");
    await view.page.getByRole("treegrid").waitFor();
    await isFocused(".trace button");
    await press("Tab", "ArrowDown", "Enter");
    await view.page.getByRole("complementary").waitFor();
    await press("Escape");
    await isFocused(".spans");
    await press("Shift+Tab", "Enter");
    await view.page.getByRole("grid", { name: /^Traces/ }).waitFor();
  });

  it("chooses names in the list", async () => {
    await view.page.getByRole("button", { name: "Names" }).focus();
    await press("Enter", "Tab", "Space", "Escape");
    await isFocused("button.select");
    await view.page.getByText("1,000 of 5,000 events match the filter.").waitFor();
  });

  it("finds everything as it was when it is shown again", async () => {
    await view.page.getByLabel("Text").fill("e");
    await view.page.getByText("3,000 of 5,000 events match the filter.").waitFor();
    await view.page.getByRole("tab", { name: "Events" }).focus();
    await press("Enter");
    await view.page.getByRole("grid").waitFor();
    await press("Tab", "End", "Enter");
    await view.page.getByText("As stored").waitFor();
    const line = await view.page.getByRole("heading", { name: file }).innerText();
    // State is remembered after a short pause.
    const opened = "acquireVsCodeApi().getState()?.openEvent !== undefined";
    await waitUntil("the state", () => view.page.evaluate<boolean>(opened), Boolean);
    await view.page.reload();
    await view.page.getByText("As stored").waitFor();
    assert.equal(await view.page.getByRole("heading", { name: file }).innerText(), line);
    assert.equal(await view.page.getByLabel("Text").inputValue(), "e");
    await view.page.locator("#events-2999").waitFor();
    // An answer to a request from before must not be taken for one from after.
    const ids = view.messages.flatMap((each) => (each.kind === "request" ? each.id : []));
    assert.equal(new Set(ids).size, ids.length);
  });
});
