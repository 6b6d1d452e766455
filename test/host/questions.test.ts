import assert from "node:assert/strict";
import * as vscode from "vscode";
import { parseFormat, parseRange } from "../../src/telemetry/export/options";
import { customRange } from "../../src/telemetry/export/select/dateRange";
import { type AnsweredPrompt, EARLY_ENTER, ESC } from "./answers";
import { Questions, now, target } from "./questions";

describe("the questions of an export", () => {
  const questions = new Questions();

  it("count three steps for a preset", async () => {
    const shown = questions.answer("All time", "OTLP/JSON");
    assert.deepEqual(await questions.ask(), {
      kind: "answers",
      range: parseRange("allTime", now),
      format: parseFormat("otlp"),
      identifiers: "keep",
      destination: target,
    });
    assert.deepEqual(
      shown.map(({ title }) => title),
      ["Export Telemetry (1/3)", "Export Telemetry (2/3)"],
    );
    assert.equal(questions.saveOptions.title, "Export Telemetry (3/3)");
  });

  it("count five for a custom range", async () => {
    const shown = questions.answer("Custom range…", "2026-03-01", "2026-03-09", "JSON array");
    const asked = await questions.ask();
    assert.deepEqual(
      asked?.kind === "answers" && asked.range,
      customRange("2026-03-01", "2026-03-09"),
    );
    assert.deepEqual(
      shown.map(({ place }) => place),
      ["1/3", "2/5", "3/5", "4/5"],
    );
    assert.equal(questions.saveOptions.title, "Export Telemetry (5/5)");
    assert.equal(questions.fileName, "coder-telemetry-2026-03-01-to-2026-03-09.json");
  });

  it("count only what is not given", async () => {
    const shown = questions.answer("JSON array", "All time");
    await questions.ask({ range: parseRange("allTime", now) });
    await questions.ask({ format: parseFormat("json"), destination: target });
    await questions.ask({ range: parseRange("allTime", now), format: parseFormat("json") });
    assert.deepEqual(
      shown.map(({ place }) => place),
      ["1/2", ""],
    );
    assert.equal(questions.saveOptions.title, "Export Telemetry");
  });

  it("stay open when one clicks elsewhere", async () => {
    const shown = questions.answer("Custom range…", EARLY_ENTER, EARLY_ENTER, ESC);
    await questions.ask();
    assert.deepEqual(
      shown.map(({ ignoreFocusOut }) => ignoreFocusOut),
      [true, true, true, true],
    );
  });

  it("say for whom each format is, below headings, and preselect the JSON array", async () => {
    const shown = questions.answer(EARLY_ENTER, ESC);
    await questions.ask();
    const [, formats] = shown;
    const isHeading = ({ kind }: vscode.QuickPickItem): boolean =>
      kind === vscode.QuickPickItemKind.Separator;
    assert.deepEqual(
      formats?.items.map((item) => (isHeading(item) ? [item.label] : item.label)),
      [
        ["For reading"],
        "JSON array",
        ["OpenTelemetry logs"],
        "OTLP/JSON",
        "OTLP/JSON Lines",
        "OTLP/Protobuf",
        ["OpenTelemetry traces and metrics"],
        "OTLP/JSON Traces",
        "OTLP/JSON Metrics",
      ],
    );
    assert.ok(formats.items.every((item) => item.detail !== undefined || isHeading(item)));
    assert.deepEqual(formats.activeLabels, ["JSON array"]);
  });

  it("suggest a file name and a filter for each format", async () => {
    const extensions = [
      ["JSON array", "json", "json"],
      ["OTLP/JSON", "otlp.json", "json"],
      ["OTLP/JSON Lines", "otlp.jsonl", "jsonl"],
      ["OTLP/Protobuf", "otlp.pb", "pb"],
      ["OTLP/JSON Traces", "otlp-traces.json", "json"],
      ["OTLP/JSON Metrics", "otlp-metrics.json", "json"],
    ] as const;
    for (const [label, extension, filter] of extensions) {
      await questions.askAgain("All time", label);
      assert.equal(questions.fileName, `coder-telemetry-all-time-2026-03-10.${extension}`);
      assert.deepEqual(questions.saveOptions.filters, { [label]: [filter] });
    }
  });

  it("say whether identifiers are kept, and let a button change that", async () => {
    const keep = pressing("Identifiers are replaced with pseudonyms.");
    const replace = pressing("Identifiers are kept.");
    const shown = questions.answer("All time", replace, keep, replace, "OTLP/JSON Lines");
    const asked = await questions.ask();
    assert.equal(asked?.kind === "answers" && asked.identifiers, "pseudonymize");
    assert.equal(
      questions.fileName,
      "coder-telemetry-all-time-2026-03-10-pseudonymized.otlp.jsonl",
    );
    const kept = "Select an export format. Identifiers are kept.";
    const replaced = "Select an export format. Identifiers are replaced with pseudonyms.";
    assert.deepEqual(
      shown.slice(1).map(({ placeholder }) => placeholder),
      [kept, replaced, kept, replaced],
    );
    for (const { place, buttons } of shown.slice(1)) {
      assert.equal(place, "2/3");
      assert.equal(buttons[0], vscode.QuickInputButtons.Back);
      assert.match(buttons[1]?.tooltip ?? "", / IDs, user and host names, .* URL hosts/);
    }
  });

  it("keep what is typed and selected when the button is pressed", async () => {
    const shown = questions.answer(
      "All time",
      (prompt) => {
        prompt.type("OTLP");
        prompt.activeItems = prompt.items.filter(({ label }) => label === "OTLP/JSON");
        prompt.press("Identifiers are kept.");
      },
      EARLY_ENTER,
    );
    const asked = await questions.ask();
    assert.equal(asked?.kind === "answers" && asked.format.id, "otlp");
    assert.equal(shown[2]?.proposal, "OTLP");
  });

  it("have the button when the format is the only question", async () => {
    const shown = questions.answer(pressing("Identifiers are kept."), "JSON array");
    const asked = await questions.ask({ range: parseRange("allTime", now), destination: target });
    assert.equal(asked?.kind === "answers" && asked.identifiers, "pseudonymize");
    assert.equal(shown[0]?.buttons.length, 1);
  });
});

function pressing(tooltip: string): (prompt: AnsweredPrompt) => void {
  return (prompt) => {
    prompt.press(tooltip);
  };
}
