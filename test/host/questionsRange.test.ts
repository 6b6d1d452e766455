import assert from "node:assert/strict";
import { type AnsweredPrompt, EARLY_ENTER, ESC } from "./answers";
import { Questions } from "./questions";

describe("the questions of an export about the range", () => {
  const questions = new Questions();

  it("tell what each would export, and what is stored", async () => {
    const shown = questions.answer(escWhenSettled);
    await questions.ask();
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
    const shown = questions.answer((prompt) => {
      assert.ok(prompt.busy);
      assert.equal(prompt.description("Last 7 days"), "3 files");
      assert.match(prompt.placeholder, /Mar 10, 2026 · 3 days$/);
      prompt.hide();
    });
    await questions.ask();
    assert.equal(shown.length, 1);
  });

  it("tell it in words for one", async () => {
    questions.store({ "telemetry-2026-03-09.jsonl": 100 });
    const shown = questions.answer(escWhenSettled);
    await questions.ask();
    assert.equal(shown[0]?.description("Last 7 days"), "1 file · 0.1 kB");
    assert.equal(
      shown[0].placeholder,
      "Select a date range. Stored (UTC): Mar 9, 2026 · 1 day · 0.1 kB",
    );
  });

  it("keep the entry that was selected when the sizes come", async () => {
    const shown = questions.answer(async (prompt) => {
      prompt.activeItems = prompt.items.filter(({ label }) => label === "All time");
      await escWhenSettled(prompt);
    });
    await questions.ask();
    const [prompt] = shown;
    assert.deepEqual(prompt?.activeLabels, ["All time"]);
    assert.equal(prompt.activeItems[0], prompt.items[3]);
  });

  it("leave it to what was typed which entry is selected when the sizes come", async () => {
    const shown = questions.answer(async (prompt) => {
      prompt.type("Last 30");
      await escWhenSettled(prompt);
    });
    await questions.ask();
    const [prompt] = shown;
    assert.equal(prompt?.description("Last 30 days"), "4 files · 3.6 MB");
    assert.ok(!prompt.items.some((item) => prompt.activeItems.includes(item)));
  });

  it("are set anew when text comes after the sizes, which was perhaps typed before", async () => {
    const shown = questions.answer(async (prompt) => {
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
    await questions.ask();
    assert.equal(shown[0]?.failure, undefined);
  });

  it("say that a range holds nothing, and do not take it", async () => {
    questions.store({ "telemetry-2026-02-20-aaaaaaaa.jsonl": 1000 });
    const shown = questions.answer((prompt) => {
      assert.equal(prompt.description("Last 24 hours"), "nothing stored");
      assert.equal(prompt.description("Last 7 days"), "nothing stored");
      assert.equal(prompt.description("Last 30 days"), "1 file");
      prompt.give("Last 24 hours");
      assert.ok(prompt.isOpen);
      assert.equal(
        prompt.placeholder,
        "Last 24 hours: No telemetry is stored. Select another range.",
      );
      prompt.give("All time");
    }, ESC);
    await questions.ask();
    assert.equal(shown.length, 2);
  });

  it("preselect the first range that holds something", async () => {
    questions.store({ "telemetry-2026-02-20-aaaaaaaa.jsonl": 1000 });
    const shown = questions.answer(EARLY_ENTER, EARLY_ENTER);
    await questions.ask();
    assert.deepEqual(shown[0]?.activeLabels, ["Last 30 days"]);
    assert.equal(questions.fileName, "coder-telemetry-last-30-days-2026-03-10.json");
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
    questions.answer(
      "Custom range…",
      refuse(["1 March", "2026-02-30", "2999-01-01"], "2026-02-25"),
      refuse(["2026-02-24", "2026-03-04"], "2026-03-05"),
      ESC,
    );
    await questions.ask();
    assert.equal(new Set(refusals).size, 5);
    assert.equal(refusals.at(-1), "No telemetry is stored from 2026-02-25 to 2026-03-04.");
  });

  it("refuse a first day after all that is stored", async () => {
    questions.store({ "telemetry-2026-03-08.jsonl": 100 });
    questions.answer(
      "Custom range…",
      (prompt) => {
        prompt.give("2026-03-09");
        assert.ok(prompt.isOpen);
        assert.match(prompt.refusal, /The last day with telemetry is 2026-03-08/);
        prompt.give("2026-03-08");
      },
      ESC,
    );
    await questions.ask();
  });
});

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
