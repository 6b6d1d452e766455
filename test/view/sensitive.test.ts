import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../scripts/chromium";
import { openViewer } from "../support/viewer";
import { type View, openView } from "./openView";
import { viewerTelemetry } from "./viewerTelemetry";

const SECRET = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
const SESSION = "5e55a0b1-c2d3-4e5f-8a9b-0c1d2e3f4a5b";

describe("sensitive data", () => {
  let browser: Browser;
  let view: View;

  before(async () => {
    browser = await launchChromium();
    const row = {
      ...{ event_id: "0000000000000001", event_name: "cli.call", event_sequence: 1 },
      timestamp: "2026-03-09T00:00:00.000Z",
      context: { session_id: SESSION },
      error: { message: `token ${SECRET} refused` },
    };
    const file = `${JSON.stringify(row)}\n`;
    const { viewer } = await openViewer({ "telemetry-2026-03-09.jsonl": file });
    view = await openView(browser, viewerTelemetry(viewer));
    await view.page.getByRole("tab", { name: "Sensitive Data" }).click();
  });
  after(() => browser.close());

  const cells = async (kind: string): Promise<string[]> => {
    const row = view.page.getByRole("row").filter({ hasText: kind });
    await row.waitFor();
    return row.getByRole("cell").allInnerTexts();
  };

  it("is an identifier, unless it is pseudonymized", async () => {
    assert.deepEqual(await cells("Session IDs"), ["1", SESSION, SESSION]);
    await view.page.getByRole("radio", { name: "Pseudonymize identifiers" }).check();
    const [count, stored, exported] = await cells("Session IDs");
    assert.deepEqual([count, stored], ["1", SESSION]);
    assert.match(exported ?? "", /^session-[0-9a-f]{12}$/);
  });

  it("is never a secret", async () => {
    for (const mode of ["Keep identifiers", "Pseudonymize identifiers"]) {
      await view.page.getByRole("radio", { name: mode }).check();
      assert.deepEqual(await cells("Secrets"), ["1", "Not shown", "[masked]"]);
    }
    assert.ok(!(await view.page.content()).includes(SECRET));
  });
});
