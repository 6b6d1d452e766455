import assert from "node:assert/strict";
import * as vscode from "vscode";
import { parseRange } from "../../src/telemetry/export/options";
import { type AnsweredPrompt, BACK, EARLY_ENTER, ESC } from "./answers";
import { Questions, now } from "./questions";

describe("the questions of an export, with a way back", () => {
  const questions = new Questions();

  it("keep what was chosen and typed at every step", async () => {
    const shown = questions.answer(
      "Custom range…",
      "2026-03-01",
      // Half a date, then Back.
      typeAndGoBack("2026-03-"),
      EARLY_ENTER,
      typeAndGoBack("2026-03-09"),
      BACK,
      EARLY_ENTER,
      EARLY_ENTER,
      EARLY_ENTER,
      BACK,
      EARLY_ENTER,
      "OTLP/JSON Lines",
    );
    await questions.ask();
    assert.deepEqual(
      shown.map(({ place, proposal, activeLabels }) => [place, proposal, ...activeLabels]),
      [
        ["1/3", "", "Last 7 days"],
        ["2/5", "2026-02-20"],
        ["3/5", "2026-03-10"],
        ["2/5", "2026-03-01"],
        ["3/5", "2026-03-"],
        ["2/5", "2026-03-01"],
        ["1/5", "", "Custom range…"],
        ["2/5", "2026-03-01"],
        ["3/5", "2026-03-09"],
        ["4/5", "", "JSON array"],
        ["3/5", "2026-03-09"],
        ["4/5", "", "JSON array"],
      ],
    );
    assert.equal(questions.fileName, "coder-telemetry-2026-03-01-to-2026-03-09.otlp.jsonl");
  });

  it("keep what filters a list, and the entry chosen from it", async () => {
    const shown = questions.answer(
      (prompt) => {
        prompt.type("all");
        prompt.give("All time");
      },
      BACK,
      ESC,
    );
    await questions.ask();
    assert.deepEqual(
      [shown[2]?.place, shown[2]?.proposal, shown[2]?.activeLabels],
      ["1/3", "all", ["All time"]],
    );
  });

  it("forget the days when a preset is chosen instead", async () => {
    const shown = questions.answer("Custom range…", BACK, "Last 30 days", "JSON array");
    const asked = await questions.ask();
    assert.deepEqual(asked?.kind === "answers" && asked.range, parseRange("last30Days", now));
    assert.equal(shown.at(-1)?.place, "2/3");
  });

  it("have no Back at the first step, which is the first that is asked", async () => {
    const shown = questions.answer(ESC, ESC);
    await questions.ask();
    await questions.ask({ range: parseRange("allTime", now) });
    assert.deepEqual(
      shown.map(({ buttons }) => buttons.includes(vscode.QuickInputButtons.Back)),
      [false, false],
    );
  });

  it("go on with a button, for the mouse, unless the date is wrong", async () => {
    const shown = questions.answer(
      "Custom range…",
      (prompt) => {
        prompt.type("2026-02-30");
        prompt.press("Next");
        assert.ok(prompt.isOpen);
        prompt.type("2026-03-01");
        prompt.press("Next");
      },
      (prompt) => {
        prompt.press("Next");
      },
      ESC,
    );
    await questions.ask();
    assert.deepEqual(
      shown.map(({ place }) => place),
      ["1/3", "2/5", "3/5", "4/5"],
    );
  });

  it("refuse a last day that was typed before a later first day", async () => {
    const shown = questions.answer(
      "Custom range…",
      "2026-03-01",
      typeAndGoBack("2026-03-04"),
      "2026-03-05",
      (prompt) => {
        assert.match(prompt.refusal, /can't be before the start/);
        prompt.enter();
        assert.ok(prompt.isOpen);
        prompt.hide();
      },
    );
    assert.equal(await questions.ask(), undefined);
    assert.equal(shown.length, 5);
  });

  describe("end for good with Esc", () => {
    const steps: [step: string, ...before: string[]][] = [
      ["range"],
      ["first day", "Custom range…"],
      ["last day", "Custom range…", "2026-03-01"],
      ["format", "Custom range…", "2026-03-01", "2026-03-10"],
    ];
    for (const [step, ...before] of steps) {
      it(`at the ${step}`, async () => {
        questions.answer(...before, ESC);
        assert.equal(await questions.ask(), undefined);
        assert.equal(questions.saveDialog.callCount, 0);
        assert.deepEqual(questions.state.keys(), []);
      });
    }

    it("in the save dialog", async () => {
      questions.answer("All time", "OTLP/JSON");
      questions.saveDialog.resolves(undefined);
      assert.equal(await questions.ask(), undefined);
      assert.deepEqual(questions.state.keys(), []);
    });
  });
});

function typeAndGoBack(text: string): (prompt: AnsweredPrompt) => void {
  return (prompt) => {
    prompt.type(text);
    prompt.back();
  };
}
