import assert from "node:assert/strict";
import type { Browser, Locator } from "playwright-core";
import { launchChromium } from "../../scripts/chromium";
import { openViewer } from "../support/viewer";
import { type View, openView } from "./openView";
import { viewerTelemetry } from "./viewerTelemetry";

const MARKUP = `<img src="x" onerror="document.title='run'"></script><script>document.title='run'</script>`;
const OVERRIDE = "safe\u202Egpj.exe";
const CONTROLS = "a\u0000b\u001B[31mc\u0085d\uFEFFe";
const HEBREW = "\u05E9\u05DC\u05D5\u05DD, 1";
const LONG = "x".repeat(1_000_000);
const TRACE_ID = "0123456789abcdef0123456789abcdef";

/** Rows with each text as the name, the session and the message of an error. */
function hostileRows(): string {
  const rows = [MARKUP, OVERRIDE, CONTROLS, HEBREW, LONG].map((text, index) => ({
    ...{ event_id: `000000000000000${index}`, event_name: text, event_sequence: index },
    timestamp: `2026-03-09T00:00:0${index}.000Z`,
    context: { session_id: text, machine_id: text },
    ...{ properties: { result: "error", [text]: text }, measurements: { durationMs: 5 } },
    error: { message: text },
    ...(index === 0 && { trace_id: TRACE_ID }),
  }));
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

describe("hostile telemetry", () => {
  let browser: Browser;
  let view: View;

  before(async () => {
    browser = await launchChromium();
    const { viewer } = await openViewer({ "telemetry-2026-03-09.jsonl": hostileRows() });
    view = await openView(browser, viewerTelemetry(viewer), { data: { title: MARKUP } });
  });
  after(async () => {
    await browser.close();
  });
  afterEach(async () => {
    assert.deepEqual(view.errors, []);
    assert.equal(await view.page.title(), MARKUP);
    assert.equal(await view.page.locator("img, iframe, script:not([nonce])").count(), 0);
  });

  const show = async (tab: string): Promise<void> => {
    await view.page.getByRole("tab", { name: tab }).click();
  };
  const name = (row: number): Locator =>
    view.page.locator(`[aria-rowindex="${row + 2}"] .name`).last();

  it("is text in the title and the overview", async () => {
    await view.page.getByRole("heading", { level: 1, name: MARKUP }).waitFor();
    await view.page.getByRole("button", { name: MARKUP }).waitFor();
  });

  it("is text in the lists of names and sessions", async () => {
    for (const list of ["Names All", "Sessions All"]) {
      await view.page.getByRole("button", { name: list }).click();
      await view.page.getByRole("checkbox", { name: MARKUP }).waitFor();
      await view.page.keyboard.press("Escape");
    }
  });

  it("shows characters that can't be seen, in the order of the text", async () => {
    await show("Events");
    assert.equal(await name(0).innerText(), MARKUP);
    assert.equal(await name(1).innerText(), "safeU+202Egpj.exe");
    assert.equal(await name(2).innerText(), "aU+0000bU+001B[31mcU+0085dU+FEFFe");
  });

  it("keeps right-to-left text apart from what stands beside it", async () => {
    assert.equal(await name(3).innerText(), HEBREW);
    const direction = "getComputedStyle(document.querySelector('.events bdi')).unicodeBidi";
    assert.equal(await view.page.evaluate(direction), "isolate");
  });

  it("shows the start of a long text, and more when asked", async () => {
    assert.ok((await name(4).innerText()).length < 1000);
    await name(4).click();
    const stored = view.page.getByRole("region", { name: "As stored" });
    await stored.waitFor();
    assert.ok((await stored.innerText()).length < 10_000);
    await view.page
      .getByRole("button", { name: /^Show more/ })
      .last()
      .click();
    const { length } = await stored.innerText();
    assert.ok(length > 100_000 && length < 200_000, String(length));
  });

  it("is text in an event's details, and is copied as it is", async () => {
    await name(0).click();
    const exported = view.page.getByRole("region", { name: "As exported" });
    await exported.getByText(JSON.stringify(MARKUP)).first().waitFor();
    await view.page.getByRole("button", { name: "Copy" }).first().click();
    await view.page.getByText("Copied").first().waitFor();
    const copied = await view.page.evaluate<string>("navigator.clipboard.readText()");
    assert.equal((JSON.parse(copied) as { event_name: string }).event_name, MARKUP);
  });

  it("is text in a trace", async () => {
    await view.page.getByRole("button", { name: "Show Trace" }).click();
    const grid = view.page.getByRole("treegrid");
    await grid.waitFor();
    // The name and the error.
    assert.equal(await grid.getByText(MARKUP, { exact: true }).count(), 2);
  });

  it("is text among sensitive data", async () => {
    await show("Sensitive Data");
    await view.page.getByRole("cell", { name: "<img src=" }).first().waitFor();
  });
});
