// Translated texts are longer than the English ones, or wider.
import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../scripts/chromium";
import { languages, readTexts, sources } from "../../scripts/l10n";
import { waitUntil } from "../support/waitUntil";
import { madeUpTelemetry } from "./madeUpTelemetry";
import { type View, openView } from "./openView";

/** A text that a canvas shows, in CSS pixels. */
interface Drawn {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

/** Notes what is drawn on the x axis, whose texts are centered below their places. */
const NOTE_AXIS = `
  globalThis.drawn = [];
  const draw = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, ...others) {
    const half = this.measureText(text).width / 2;
    if (this.textAlign === "center") {
      drawn.push({ text, left: x - half, right: x + half });
    }
    return draw.call(this, text, x, ...others);
  };`;

/** The width of the hint in the text field, and the room for it. */
const MEASURE_FIELD = `(() => {
  const field = document.querySelector("input[type=search]");
  const { font, paddingLeft, paddingRight } = getComputedStyle(field);
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.font = font;
  return {
    needed: canvas.measureText(field.placeholder).width,
    available: field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight),
  };
})()`;

describe("the view in other languages", () => {
  let browser: Browser;
  let view: View;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());
  afterEach(() => view.close());

  const open = async (language: string): Promise<void> => {
    // Four events a day, for 50 days.
    view = await openView(browser, madeUpTelemetry({ count: 200, step: 21_600_000 }), {
      width: 900,
      data: {
        language,
        ...(language !== "en" && { translations: readTexts(sources[0], language) }),
      },
    });
    await view.page.locator(".u-over").waitFor();
  };

  for (const language of ["en", ...languages]) {
    it(`keeps the days of the chart apart in ${language}`, async () => {
      await open(language);
      await view.page.evaluate(NOTE_AXIS);
      for (const width of [1280, 1000, 640]) {
        await view.page.evaluate("drawn.length = 0");
        await view.page.setViewportSize({ width, height: 800 });
        const drawn = await waitUntil(
          "the chart to be drawn in another size",
          () => view.page.evaluate<Drawn[]>("drawn"),
          (labels) => labels.length > 1,
        );
        for (const [index, { left, text }] of drawn.slice(1).entries()) {
          const before = drawn[index];
          // A new drawing starts on the left.
          assert.ok(!before || left < before.left || left - before.right >= 8, `at ${text}`);
        }
      }
    });

    it(`shows what the text field is for in ${language}`, async () => {
      await open(language);
      // Beside the side bar, in a window of 1280 px.
      await view.page.setViewportSize({ width: 922, height: 800 });
      const { needed, available } =
        await view.page.evaluate<Record<"needed" | "available", number>>(MEASURE_FIELD);
      assert.ok(needed <= available, `${needed} of ${available} px`);
    });

    it(`shows each result as a whole in ${language}`, async () => {
      await open(language);
      await view.page.getByRole("tab").nth(1).click();
      const cells = view.page.locator(".rows .result");
      await cells.first().waitFor();
      const cut = await cells.evaluateAll((elements) =>
        (elements as unknown as { scrollWidth: number; clientWidth: number; innerText: string }[])
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map(({ innerText }) => innerText),
      );
      assert.deepEqual([...new Set(cut)], []);
    });
  }
});
