import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../scripts/chromium";
import { openViewer } from "../support/viewer";
import { madeUpTelemetry } from "./madeUpTelemetry";
import { type Hear, type View, openView } from "./openView";
import { viewerTelemetry } from "./viewerTelemetry";

describe("the view while it reads, and after", () => {
  let browser: Browser;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const open = (hear: Hear): Promise<View> => openView(browser, hear);
  const telemetry = madeUpTelemetry({ count: 100 });

  /** Telemetry of which only `count` events are read before reading is stopped. */
  const stoppable =
    (count: number): Hear =>
    (message, send) => {
      if (message.kind === "ready") {
        send({ kind: "progress", fraction: 0.45, eventCount: 1234 });
      } else if (message.kind === "stop") {
        madeUpTelemetry({ count })({ kind: "ready" }, (answer) => {
          send(
            answer.kind === "opened"
              ? { ...answer, overview: { ...answer.overview, isComplete: false, skippedCount: 0 } }
              : answer,
          );
        });
      } else {
        telemetry(message, send);
      }
    };

  it("shows progress, stops, and says that something is missing", async () => {
    const view = await open(stoppable(100));
    const { page } = view;
    await page.getByText("45%, 1,234 events").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("only a part of the telemetry is shown").waitFor();
    await page.getByRole("button", { name: "Read All" }).click();
    await page.getByText("only a part of the telemetry is shown").waitFor({ state: "detached" });
    await view.heard("reload");
  });

  it("can only be stopped once reading has started", async () => {
    const view = await open((message, send) => {
      if (message.kind === "ready") {
        send({ kind: "preparing" });
      }
    });
    const { page } = view;
    await page.getByText("Reading telemetry…").waitFor();
    assert.equal(await page.getByRole("button", { name: "Stop" }).count(), 0);
    await view.send({ kind: "progress", fraction: 0, eventCount: 0 });
    await page.getByRole("button", { name: "Stop" }).waitFor();
  });

  it("says that the numbers are partial and an export is not, after it was stopped", async () => {
    const view = await open(stoppable(100));
    const { page } = view;
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("100 events have been read.", { exact: true }).waitFor();
    await page.getByText("An export also includes matching events that were not read.").waitFor();
    await page.getByRole("button", { name: "http.request" }).click();
    await page.getByText("20 of the 100 events that have been read match the filter.").waitFor();
    await page.getByRole("button", { name: "Export This…" }).click();
    const filter = { names: ["http.request"] };
    assert.deepEqual(await view.heard("export"), { kind: "export", filter });
  });

  it("does not say that nothing is stored if it was stopped before the first event", async () => {
    const { page } = await open(stoppable(0));
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Read All" }).waitFor();
    assert.equal(await page.getByText("No telemetry is stored.").count(), 0);
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
    [false, "No telemetry is stored."],
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

  for (const [what, isFile, sentence] of [
    [
      "a file",
      true,
      /^No events were found in this file\. The view can show .* not exports as traces or metrics\.$/,
    ],
    ["what is stored", false, /^No events could be read\.$/],
  ] as const) {
    it(`says so if no line is an event (${what})`, async () => {
      const view = await openView(browser, madeUpTelemetry({ count: 0 }), { data: { isFile } });
      await view.page.getByText(sentence).waitFor();
      assert.equal(await view.page.getByRole("tab").count(), 0);
      await view.page.getByRole("button", { name: "Show Details" }).click();
      await view.heard("showLosses");
    });
  }

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
