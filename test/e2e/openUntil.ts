import { type WorkbenchOptions, openWorkbench } from "./openWorkbench";
import type { Workbench } from "./workbench";

/**
 * Returns a function that opens a workbench for the tests of a `describe`. The workbench is closed after each of them
 * (`afterEach`) or after the last one (`after`). If one fails, a picture is taken before.
 */
export function openUntil(
  end: Mocha.HookFunction,
): (options?: WorkbenchOptions) => Promise<Workbench> {
  let workbench: Workbench | undefined;
  afterEach(async function () {
    if (this.currentTest?.state === "failed" && workbench?.page.isClosed() === false) {
      await workbench.screenshot(`failed ${this.currentTest.title}`);
      // A box that is still open would get what the next test types.
      await workbench.press("escape", "escape");
    }
  });
  end(async () => {
    await workbench?.close();
  });
  return async (options) => {
    workbench = await openWorkbench(options);
    return workbench;
  };
}
