import assert from "node:assert/strict";
import { parseRange } from "../../src/telemetry/export/options";
import { EARLY_ENTER, ESC } from "./answers";
import { Questions, now } from "./questions";

describe("the questions of an export, the next time", () => {
  const questions = new Questions();

  it("take the last 7 days as JSON for Enter, however early it comes, when it is the first", async () => {
    questions.answer(EARLY_ENTER, EARLY_ENTER);
    await questions.ask();
    assert.equal(questions.fileName, "coder-telemetry-last-7-days-2026-03-10.json");
  });

  it("offer the last range first, and preselect the last format in its place", async () => {
    questions.answer("All time", "OTLP/JSON Traces");
    await questions.ask();
    const { shown } = await questions.askAgain(EARLY_ENTER, EARLY_ENTER);
    const [ranges, formats] = shown;
    assert.deepEqual(ranges?.labels, [
      "All time",
      "Last 24 hours",
      "Last 7 days",
      "Last 30 days",
      "Custom range…",
    ]);
    assert.equal(formats?.labels[1], "JSON array");
    assert.deepEqual(formats.activeLabels, ["OTLP/JSON Traces"]);
    assert.equal(questions.fileName, "coder-telemetry-all-time-2026-03-10.otlp-traces.json");
  });

  it("propose the days of the last custom range, also after another one", async () => {
    questions.answer("Custom range…", "2026-03-01", "2026-03-06", "JSON array");
    await questions.ask();
    const { shown } = await questions.askAgain(EARLY_ENTER, EARLY_ENTER, EARLY_ENTER, EARLY_ENTER);
    assert.equal(shown[0]?.labels[0], "Custom range…");
    assert.deepEqual(
      shown.map(({ place }) => place),
      ["1/5", "2/5", "3/5", "4/5"],
    );
    assert.equal(questions.fileName, "coder-telemetry-2026-03-01-to-2026-03-06.json");

    await questions.askAgain("All time", EARLY_ENTER);
    await questions.askAgain("Custom range…", EARLY_ENTER, EARLY_ENTER, EARLY_ENTER);
    assert.equal(questions.fileName, "coder-telemetry-2026-03-01-to-2026-03-06.json");
  });

  it("propose all that is stored, when nothing of the last custom range is left", async () => {
    questions.answer("Custom range…", "2026-02-01", "2026-02-25", "JSON array");
    await questions.ask();
    questions.remove("telemetry-2026-02-20-aaaaaaaa.jsonl");
    await questions.askAgain("Custom range…", EARLY_ENTER, EARLY_ENTER, EARLY_ENTER);
    assert.equal(questions.fileName, "coder-telemetry-2026-03-05-to-2026-03-10.json");
  });

  it("propose a last day that fits a later first day", async () => {
    questions.answer("Custom range…", "2026-02-01", "2026-02-25", "JSON array");
    await questions.ask();
    const { shown } = await questions.askAgain("Custom range…", "2026-03-01", ESC);
    assert.equal(shown[2]?.proposal, "2026-03-10");
  });

  it("remember nothing that was given", async () => {
    // What would be proposed is not what comes first.
    questions.store({ "telemetry-2026-02-20-aaaaaaaa.jsonl": 1000 });
    questions.answer("OTLP/JSON");
    await questions.ask({ range: parseRange("allTime", now) });
    const { shown } = await questions.askAgain(EARLY_ENTER, ESC);
    assert.equal(shown[0]?.labels[0], "Last 7 days");
    assert.deepEqual(shown[1]?.activeLabels, ["OTLP/JSON"]);
  });
});
