import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Result } from "axe-core";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../scripts/chromium";
import { madeUpTelemetry } from "./madeUpTelemetry";
import { type View, openView } from "./openView";
import { type Theme, themes } from "./themes";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

describe("the view's accessibility", () => {
  let browser: Browser;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  for (const theme of Object.keys(themes) as Theme[]) {
    it(`has no findings of axe in any tab: ${theme}`, async () => {
      const view = await openView(browser, madeUpTelemetry({ count: 1200 }), { theme });
      for (const [name, show] of Object.entries(places(view))) {
        await show();
        assert.deepEqual(await findings(view), [], name);
      }
      await view.close();
    });
  }
});

/** What there is to see. Each step starts where the one before ended. */
function places(view: View): Record<string, () => Promise<void>> {
  const { page } = view;
  const tab = (name: string) => page.getByRole("tab", { name }).click();
  return {
    overview: () => page.getByRole("listitem").first().waitFor(),
    "chart as a table": () => page.getByText("Show as table").click(),
    "list of names": () => page.getByRole("button", { name: "Names" }).click(),
    events: async () => {
      await page.keyboard.press("Escape");
      await tab("Events");
      await page.getByRole("grid").waitFor();
    },
    "one event": async () => {
      await page.getByRole("gridcell", { name: "http.request" }).first().click();
      await page.getByText("As stored").waitFor();
    },
    traces: async () => {
      await tab("Traces");
      await page.getByRole("grid").waitFor();
    },
    "one trace": async () => {
      await page.getByRole("gridcell", { name: "remote.setup" }).first().click();
      await page.getByRole("treegrid").waitFor();
    },
    "sensitive data": async () => {
      await tab("Sensitive Data");
      await page.getByText("Secrets", { exact: true }).waitFor();
    },
    "no match": async () => {
      await page.getByLabel("Text").fill("nothing has this");
      await page.getByText("No events match the filter.").waitFor();
    },
  };
}

/** What is wrong, by rule, with the first element that has it. */
async function findings({ page }: View): Promise<string[]> {
  // Not by a script element, which the content security policy refuses.
  await page.evaluate(AXE);
  const violations = await page.evaluate<Result[]>(
    "axe.run().then((results) => results.violations)",
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}
