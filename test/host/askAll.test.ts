import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SinonStub, createSandbox } from "sinon";
import * as vscode from "vscode";
import { parseFormat, parseRange } from "../../src/telemetry/export/options";
import { type Asked, askAll } from "../../src/telemetry/export/prompts/askAll";
import type { GivenAnswers } from "../../src/telemetry/export/prompts/givenAnswers";
import { customRange } from "../../src/telemetry/export/select/dateRange";
import { type Answer, type AnsweredPrompt, BACK, EARLY_ENTER, ESC, answerPrompts } from "./answers";

const now = Date.parse("2026-03-10T12:00:00Z");
const target = vscode.Uri.file(join(tmpdir(), "export"));

/** Sizes in bytes of what is stored, by name. */
const usual = {
  "telemetry-2026-02-20-aaaaaaaa.jsonl": 1_200_000,
  "telemetry-2026-03-05-aaaaaaaa.jsonl": 2_000_000,
  "telemetry-2026-03-05-bbbbbbbb.jsonl": 1_234,
  "telemetry-2026-03-10-aaaaaaaa.jsonl": 400_000,
  "notes.txt": 5_000_000,
};

describe("the questions of an export", () => {
  const sandbox = createSandbox();
  let directory: string;
  let state: vscode.Memento;
  let saveDialog: SinonStub;

  beforeEach(() => {
    directory = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    store(usual);
    state = memento();
    saveDialog = sandbox.stub(vscode.window, "showSaveDialog").resolves(target);
  });
  afterEach(() => {
    sandbox.restore();
    fs.rmSync(directory, { recursive: true });
  });

  function store(files: Record<string, number>): void {
    for (const name of fs.readdirSync(directory)) {
      fs.rmSync(join(directory, name));
    }
    for (const [name, size] of Object.entries(files)) {
      fs.writeFileSync(join(directory, name), "x".repeat(size));
    }
  }

  let prompts: AnsweredPrompt[];
  const answer = (...answers: Answer[]): AnsweredPrompt[] =>
    (prompts = answerPrompts(sandbox, ...answers));

  async function ask(given: GivenAnswers = {}): Promise<Asked> {
    const asked = await askAll([{ directory }], given, {
      now: () => now,
      state,
      identifiers: "keep",
    });
    for (const { failure } of prompts) {
      assert.ifError(failure);
    }
    return asked;
  }

  /** Asks once more, with further answers. */
  async function askAgain(...answers: Answer[]): Promise<{
    shown: AnsweredPrompt[];
    asked: Asked;
  }> {
    sandbox.restore();
    saveDialog = sandbox.stub(vscode.window, "showSaveDialog").resolves(target);
    const shown = answer(...answers);
    return { shown, asked: await ask() };
  }

  const saveTitle = (): unknown =>
    (saveDialog.lastCall.args[0] as vscode.SaveDialogOptions | undefined)?.title;
  const fileName = (): string | undefined =>
    (saveDialog.lastCall.args[0] as vscode.SaveDialogOptions).defaultUri?.path.split("/").at(-1);

  describe("step by step", () => {
    it("count three steps for a preset", async () => {
      const shown = answer("All time", "OTLP/JSON");
      assert.deepEqual(await ask(), {
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
      assert.equal(saveTitle(), "Export Telemetry (3/3)");
    });

    it("count five for a custom range", async () => {
      const shown = answer("Custom range…", "2026-03-01", "2026-03-09", "JSON array");
      const asked = await ask();
      assert.deepEqual(
        asked?.kind === "answers" && asked.range,
        customRange("2026-03-01", "2026-03-09"),
      );
      assert.deepEqual(
        shown.map(({ place }) => place),
        ["1/3", "2/5", "3/5", "4/5"],
      );
      assert.equal(saveTitle(), "Export Telemetry (5/5)");
      assert.equal(fileName(), "coder-telemetry-2026-03-01-to-2026-03-09.json");
    });

    it("count only what is not given", async () => {
      const shown = answer("JSON array", "All time");
      await ask({ range: parseRange("allTime", now) });
      await ask({ format: parseFormat("json"), destination: target });
      await ask({ range: parseRange("allTime", now), format: parseFormat("json") });
      assert.deepEqual(
        shown.map(({ place }) => place),
        ["1/2", ""],
      );
      assert.equal(saveTitle(), "Export Telemetry");
    });

    it("stay open when one clicks elsewhere", async () => {
      const shown = answer("Custom range…", EARLY_ENTER, EARLY_ENTER, ESC);
      await ask();
      assert.deepEqual(
        shown.map(({ ignoreFocusOut }) => ignoreFocusOut),
        [true, true, true, true],
      );
    });

    it("say for whom each format is, below headings, and preselect the JSON array", async () => {
      const shown = answer(EARLY_ENTER, ESC);
      await ask();
      const [, formats] = shown;
      const isHeading = ({ kind }: vscode.QuickPickItem): boolean =>
        kind === vscode.QuickPickItemKind.Separator;
      assert.deepEqual(
        formats?.items.map((item) => (isHeading(item) ? [item.label] : item.label)),
        [
          ["For people"],
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
        sandbox.restore();
        saveDialog = sandbox.stub(vscode.window, "showSaveDialog").resolves(target);
        answer("All time", label);
        await ask();
        assert.equal(fileName(), `coder-telemetry-all-time-2026-03-10.${extension}`);
        const { filters } = saveDialog.lastCall.args[0] as vscode.SaveDialogOptions;
        assert.deepEqual(filters, { [label]: [filter] });
      }
    });

    it("say whether identifiers are kept, and let a button change that", async () => {
      const keep = pressing("Identifiers are replaced with pseudonyms.");
      const replace = pressing("Identifiers are kept.");
      const shown = answer("All time", replace, keep, replace, "OTLP/JSON Lines");
      const asked = await ask();
      assert.equal(asked?.kind === "answers" && asked.identifiers, "pseudonymize");
      assert.equal(fileName(), "coder-telemetry-all-time-2026-03-10-pseudonymized.otlp.jsonl");
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
      const shown = answer(
        "All time",
        (prompt) => {
          prompt.type("OTLP");
          prompt.activeItems = prompt.items.filter(({ label }) => label === "OTLP/JSON");
          prompt.press("Identifiers are kept.");
        },
        EARLY_ENTER,
      );
      const asked = await ask();
      assert.equal(asked?.kind === "answers" && asked.format.id, "otlp");
      assert.equal(shown[2]?.proposal, "OTLP");
    });

    it("have the button when the format is the only question", async () => {
      const shown = answer(pressing("Identifiers are kept."), "JSON array");
      const asked = await ask({ range: parseRange("allTime", now), destination: target });
      assert.equal(asked?.kind === "answers" && asked.identifiers, "pseudonymize");
      assert.equal(shown[0]?.buttons.length, 1);
    });
  });

  describe("with a way back", () => {
    it("keep what was chosen and typed at every step", async () => {
      const shown = answer(
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
      await ask();
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
      assert.equal(fileName(), "coder-telemetry-2026-03-01-to-2026-03-09.otlp.jsonl");
    });

    it("keep what filters a list, and the entry chosen from it", async () => {
      const shown = answer(
        (prompt) => {
          prompt.type("all");
          prompt.give("All time");
        },
        BACK,
        ESC,
      );
      await ask();
      assert.deepEqual(
        [shown[2]?.place, shown[2]?.proposal, shown[2]?.activeLabels],
        ["1/3", "all", ["All time"]],
      );
    });

    it("forget the days when a preset is chosen instead", async () => {
      const shown = answer("Custom range…", BACK, "Last 30 days", "JSON array");
      const asked = await ask();
      assert.deepEqual(asked?.kind === "answers" && asked.range, parseRange("last30Days", now));
      assert.equal(shown.at(-1)?.place, "2/3");
    });

    it("have no Back at the first step, which is the first that is asked", async () => {
      const shown = answer(ESC, ESC);
      await ask();
      await ask({ range: parseRange("allTime", now) });
      assert.deepEqual(
        shown.map(({ buttons }) => buttons.includes(vscode.QuickInputButtons.Back)),
        [false, false],
      );
    });

    it("go on with a button, for the mouse, unless the date is wrong", async () => {
      const shown = answer(
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
      await ask();
      assert.deepEqual(
        shown.map(({ place }) => place),
        ["1/3", "2/5", "3/5", "4/5"],
      );
    });

    it("refuse a last day that was typed before a later first day", async () => {
      const shown = answer(
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
      assert.equal(await ask(), undefined);
      assert.equal(shown.length, 5);
    });
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
        answer(...before, ESC);
        assert.equal(await ask(), undefined);
        assert.equal(saveDialog.callCount, 0);
        assert.deepEqual(state.keys(), []);
      });
    }

    it("in the save dialog", async () => {
      answer("All time", "OTLP/JSON");
      saveDialog.resolves(undefined);
      assert.equal(await ask(), undefined);
      assert.deepEqual(state.keys(), []);
    });
  });

  describe("the next time", () => {
    it("take the last 7 days as JSON for Enter, however early it comes, when it is the first", async () => {
      answer(EARLY_ENTER, EARLY_ENTER);
      await ask();
      assert.equal(fileName(), "coder-telemetry-last-7-days-2026-03-10.json");
    });

    it("offer the last range first, and preselect the last format in its place", async () => {
      answer("All time", "OTLP/JSON Traces");
      await ask();
      const { shown } = await askAgain(EARLY_ENTER, EARLY_ENTER);
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
      assert.equal(fileName(), "coder-telemetry-all-time-2026-03-10.otlp-traces.json");
    });

    it("propose the days of the last custom range, also after another one", async () => {
      answer("Custom range…", "2026-03-01", "2026-03-06", "JSON array");
      await ask();
      const { shown } = await askAgain(EARLY_ENTER, EARLY_ENTER, EARLY_ENTER, EARLY_ENTER);
      assert.equal(shown[0]?.labels[0], "Custom range…");
      assert.deepEqual(
        shown.map(({ place }) => place),
        ["1/5", "2/5", "3/5", "4/5"],
      );
      assert.equal(fileName(), "coder-telemetry-2026-03-01-to-2026-03-06.json");

      await askAgain("All time", EARLY_ENTER);
      await askAgain("Custom range…", EARLY_ENTER, EARLY_ENTER, EARLY_ENTER);
      assert.equal(fileName(), "coder-telemetry-2026-03-01-to-2026-03-06.json");
    });

    it("propose all that is stored, when nothing of the last custom range is left", async () => {
      answer("Custom range…", "2026-02-01", "2026-02-25", "JSON array");
      await ask();
      fs.rmSync(join(directory, "telemetry-2026-02-20-aaaaaaaa.jsonl"));
      await askAgain("Custom range…", EARLY_ENTER, EARLY_ENTER, EARLY_ENTER);
      assert.equal(fileName(), "coder-telemetry-2026-03-05-to-2026-03-10.json");
    });

    it("propose a last day that fits a later first day", async () => {
      answer("Custom range…", "2026-02-01", "2026-02-25", "JSON array");
      await ask();
      const { shown } = await askAgain("Custom range…", "2026-03-01", ESC);
      assert.equal(shown[2]?.proposal, "2026-03-10");
    });

    it("remember nothing that was given", async () => {
      // What would be proposed is not what comes first.
      store({ "telemetry-2026-02-20-aaaaaaaa.jsonl": 1000 });
      answer("OTLP/JSON");
      await ask({ range: parseRange("allTime", now) });
      const { shown } = await askAgain(EARLY_ENTER, ESC);
      assert.equal(shown[0]?.labels[0], "Last 7 days");
      assert.deepEqual(shown[1]?.activeLabels, ["OTLP/JSON"]);
    });
  });

  describe("about the range", () => {
    it("tell what each would export, and what is stored", async () => {
      const shown = answer(escWhenSettled);
      await ask();
      const [prompt] = shown;
      assert.deepEqual(
        prompt?.items.map(({ label, description }) => [label, plainSpaces(description)]),
        [
          ["Last 7 days", "3 files · 2.4 MB"],
          ["Last 24 hours", "1 file · 400 kB"],
          ["Last 30 days", "4 files · 3.6 MB"],
          ["All time", "4 files · 3.6 MB"],
          ["Custom range…", "Feb 20 – Mar 10, 2026 · 4 files · 3.6 MB"],
        ],
      );
      assert.equal(
        plainSpaces(prompt.placeholder),
        "Select a date range. Stored (UTC): Feb 20 – Mar 10, 2026 · 3 days · 3.6 MB",
      );
    });

    it("tell it from names until sizes are known", async () => {
      const shown = answer((prompt) => {
        assert.ok(prompt.busy);
        assert.equal(prompt.description("Last 7 days"), "3 files");
        assert.match(prompt.placeholder, /Mar 10, 2026 · 3 days$/);
        prompt.hide();
      });
      await ask();
      assert.equal(shown.length, 1);
    });

    it("tell it in words for one", async () => {
      store({ "telemetry-2026-03-09.jsonl": 100 });
      const shown = answer(escWhenSettled);
      await ask();
      assert.equal(shown[0]?.description("Last 7 days"), "1 file · 0.1 kB");
      assert.equal(
        shown[0].placeholder,
        "Select a date range. Stored (UTC): Mar 9, 2026 · 1 day · 0.1 kB",
      );
    });

    it("keep the entry that was selected when the sizes come", async () => {
      const shown = answer(async (prompt) => {
        prompt.activeItems = prompt.items.filter(({ label }) => label === "All time");
        await escWhenSettled(prompt);
      });
      await ask();
      const [prompt] = shown;
      assert.deepEqual(prompt?.activeLabels, ["All time"]);
      assert.equal(prompt.activeItems[0], prompt.items[3]);
    });

    it("leave it to what was typed which entry is selected when the sizes come", async () => {
      const shown = answer(async (prompt) => {
        prompt.type("Last 30");
        await escWhenSettled(prompt);
      });
      await ask();
      const [prompt] = shown;
      assert.equal(prompt?.description("Last 30 days"), "4 files · 3.6 MB");
      assert.ok(!prompt.items.some((item) => prompt.activeItems.includes(item)));
    });

    it("are set anew when text comes after the sizes, which was perhaps typed before", async () => {
      const shown = answer(async (prompt) => {
        while (prompt.busy) {
          await new Promise((resolve) => setImmediate(resolve));
        }
        const { items } = prompt;
        prompt.type("Last 30");
        await new Promise((resolve) => setTimeout(resolve));
        assert.notEqual(prompt.items, items);
        assert.deepEqual(prompt.items, items);
        prompt.hide();
      });
      await ask();
      assert.equal(shown[0]?.failure, undefined);
    });

    it("say that a range holds nothing, and do not take it", async () => {
      store({ "telemetry-2026-02-20-aaaaaaaa.jsonl": 1000 });
      const shown = answer((prompt) => {
        assert.equal(prompt.description("Last 24 hours"), "nothing recorded");
        assert.equal(prompt.description("Last 7 days"), "nothing recorded");
        assert.equal(prompt.description("Last 30 days"), "1 file");
        prompt.give("Last 24 hours");
        assert.ok(prompt.isOpen);
        assert.equal(
          prompt.placeholder,
          "Last 24 hours: No telemetry was recorded. Select another range.",
        );
        prompt.give("All time");
      }, ESC);
      await ask();
      assert.equal(shown.length, 2);
    });

    it("preselect the first range that holds something", async () => {
      store({ "telemetry-2026-02-20-aaaaaaaa.jsonl": 1000 });
      const shown = answer(EARLY_ENTER, EARLY_ENTER);
      await ask();
      assert.deepEqual(shown[0]?.activeLabels, ["Last 30 days"]);
      assert.equal(fileName(), "coder-telemetry-last-30-days-2026-03-10.json");
    });

    it("check the two days as they are typed, each in words of its own", async () => {
      const refusals: unknown[] = [];
      const refuse =
        (wrong: string[], right: string) =>
        (prompt: AnsweredPrompt): void => {
          assert.match(prompt.prompt, /in UTC\. Today is 2026-03-10/);
          assert.equal(prompt.placeholder, "YYYY-MM-DD");
          for (const text of wrong) {
            prompt.give(text);
            assert.ok(prompt.isOpen);
            refusals.push(prompt.refusal);
          }
          prompt.type(right);
          assert.equal(prompt.refusal, "");
          prompt.enter();
        };
      answer(
        "Custom range…",
        refuse(["1 March", "2026-02-30", "2999-01-01"], "2026-02-25"),
        refuse(["2026-02-24", "2026-03-04"], "2026-03-05"),
        ESC,
      );
      await ask();
      assert.equal(new Set(refusals).size, 5);
      assert.equal(refusals.at(-1), "No telemetry was recorded from 2026-02-25 to 2026-03-04.");
    });

    it("refuse a first day after all that is stored", async () => {
      store({ "telemetry-2026-03-08.jsonl": 100 });
      answer(
        "Custom range…",
        (prompt) => {
          prompt.give("2026-03-09");
          assert.ok(prompt.isOpen);
          assert.match(prompt.refusal, /The last day with telemetry is 2026-03-08/);
          prompt.give("2026-03-08");
        },
        ESC,
      );
      await ask();
    });
  });
});

function pressing(tooltip: string): (prompt: AnsweredPrompt) => void {
  return (prompt) => {
    prompt.press(tooltip);
  };
}

function typeAndGoBack(text: string): (prompt: AnsweredPrompt) => void {
  return (prompt) => {
    prompt.type(text);
    prompt.back();
  };
}

/** Backs out when the prompt says all that there is to say. */
async function escWhenSettled(prompt: AnsweredPrompt): Promise<void> {
  while (prompt.busy) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  prompt.hide();
}

/** Intl writes ranges of days with thin spaces. */
function plainSpaces(text: string | undefined): string | undefined {
  return text?.replaceAll("\u2009", " ");
}

/** A memento that stores as VS Code does: as JSON. */
function memento(): vscode.Memento {
  const stored = new Map<string, string>();
  return {
    keys: () => [...stored.keys()],
    get: <T>(key: string, fallback?: T) => {
      const text = stored.get(key);
      return text === undefined ? fallback : (JSON.parse(text) as T);
    },
    update: (key, value) => {
      stored.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}
