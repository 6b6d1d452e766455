// A person with only a keyboard, who leaves the page and comes back.
import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../scripts/chromium";
import { waitUntil } from "../e2e/waitUntil";
import { openViewer } from "../support/viewer";
import { madeUpTelemetry } from "./madeUpTelemetry";
import { type Hear, type View, openView } from "./openView";
import { viewerTelemetry } from "./viewerTelemetry";

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

describe("the view", () => {
  let browser: Browser;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const open = (hear: Hear): Promise<View> => openView(browser, hear);
  const telemetry = madeUpTelemetry({ count: 100 });

  it("shows progress, stops, and says that something is missing", async () => {
    const view = await open((message, send) => {
      if (message.kind === "ready") {
        send({ kind: "progress", fraction: 0.45, eventCount: 1234 });
      } else if (message.kind === "stop") {
        telemetry({ kind: "ready" }, (answer) => {
          send(
            answer.kind === "opened"
              ? { ...answer, overview: { ...answer.overview, isComplete: false } }
              : answer,
          );
        });
      } else {
        telemetry(message, send);
      }
    });
    const { page } = view;
    await page.getByText("45%, 1,234 events").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("only a part of the telemetry is shown").waitFor();
    await page.getByRole("button", { name: "Read All" }).click();
    await page.getByText("only a part of the telemetry is shown").waitFor({ state: "detached" });
    await view.heard("reload");
  });

  it("says why reading failed, and tries again", async () => {
    const { page } = await open((message, send) => {
      if (message.kind === "ready") {
        send({ kind: "failed", message: "The folder can't be read." });
      } else {
        telemetry(message, send);
      }
    });
    await page.getByRole("alert").getByText("The folder can't be read.").waitFor();
    await page.getByRole("button", { name: "Try Again" }).click();
    await page.getByRole("tab", { name: "Overview" }).waitFor();
  });

  it("says why a request was refused, and tries again", async () => {
    let refusals = 1;
    const { page } = await open((message, send) => {
      if (message.kind === "request" && message.what === "rows" && refusals-- > 0) {
        send({ kind: "refused", id: message.id, message: "The file is gone." });
      } else {
        telemetry(message, send);
      }
    });
    await page.getByRole("tab", { name: "Events" }).click();
    await page.getByRole("alert").getByText("The file is gone.").waitFor();
    await page.getByRole("button", { name: "Try Again" }).click();
    await page.getByRole("gridcell", { name: "remote.setup" }).first().waitFor();
  });

  for (const [isFile, sentence] of [
    [false, "No telemetry has been recorded yet."],
    [true, "This file contains no events."],
  ] as const) {
    it(`says: ${sentence}`, async () => {
      const { viewer } = await openViewer({ "telemetry-2026-03-09.jsonl": "" });
      const { page } = await openView(browser, viewerTelemetry(viewer), { data: { isFile } });
      await page.getByText(sentence).waitFor();
    });
  }

  it("opens another event instead of one that was numbered otherwise", async () => {
    let count = 100;
    const { page } = await open((message, send) => {
      madeUpTelemetry({ count })(message, send);
    });
    await page.getByRole("tab", { name: "Events" }).click();
    await page.getByRole("gridcell", { name: "remote.setup" }).first().click();
    await page.getByRole("complementary").waitFor();
    count = 101;
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByText("101 events").waitFor();
    assert.equal(await page.getByRole("complementary").count(), 0);
  });

  it("speaks the language of VS Code", async () => {
    const translations = { Overview: "Übersicht", "{0} events": "{0} Ereignisse" };
    const { page } = await openView(browser, madeUpTelemetry({ count: 1200 }), {
      data: { language: "de", translations },
    });
    await page.getByRole("tab", { name: "Übersicht" }).waitFor();
    await page.getByText("1.200 Ereignisse", { exact: true }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
  });
});
