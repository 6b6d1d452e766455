import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SinonStub, createSandbox } from "sinon";
import * as vscode from "vscode";
import { type Asked, askAll } from "../../src/telemetry/export/prompts/askAll";
import type { GivenAnswers } from "../../src/telemetry/export/prompts/givenAnswers";
import { type Answer, type AnsweredPrompt, answerPrompts } from "./answers";

/** When the questions are asked. */
export const now = Date.parse("2026-03-10T12:00:00Z");

/** What is chosen in the save dialog. */
export const target = vscode.Uri.file(join(tmpdir(), "export"));

/** Sizes in bytes of what is stored, by name. */
const usual = {
  "telemetry-2026-02-20-aaaaaaaa.jsonl": 1_200_000,
  "telemetry-2026-03-05-aaaaaaaa.jsonl": 2_000_000,
  "telemetry-2026-03-05-bbbbbbbb.jsonl": 1_234,
  "telemetry-2026-03-10-aaaaaaaa.jsonl": 400_000,
  "notes.txt": 5_000_000,
};

/** The questions of an export about a folder of telemetry. Each test of the suite gets a new one. */
export class Questions {
  state = memento();
  saveDialog!: SinonStub;
  private readonly sandbox = createSandbox();
  private directory = "";
  private prompts: AnsweredPrompt[] = [];

  constructor() {
    beforeEach(() => {
      this.directory = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
      this.store(usual);
      this.state = memento();
      this.stubSaveDialog();
    });
    afterEach(() => {
      this.sandbox.restore();
      fs.rmSync(this.directory, { recursive: true });
    });
  }

  private stubSaveDialog(): void {
    this.saveDialog = this.sandbox.stub(vscode.window, "showSaveDialog").resolves(target);
  }

  /** Replaces what is stored. */
  store(files: Record<string, number>): void {
    for (const name of fs.readdirSync(this.directory)) {
      this.remove(name);
    }
    for (const [name, size] of Object.entries(files)) {
      fs.writeFileSync(join(this.directory, name), "x".repeat(size));
    }
  }

  remove(name: string): void {
    fs.rmSync(join(this.directory, name));
  }

  answer(...answers: Answer[]): AnsweredPrompt[] {
    this.prompts = answerPrompts(this.sandbox, ...answers);
    return this.prompts;
  }

  async ask(given: GivenAnswers = {}): Promise<Asked> {
    const asked = await askAll([{ directory: this.directory }], given, {
      now: () => now,
      state: this.state,
      identifiers: "keep",
    });
    for (const { failure } of this.prompts) {
      assert.ifError(failure);
    }
    return asked;
  }

  /** Asks once more, with further answers. */
  async askAgain(...answers: Answer[]): Promise<{ shown: AnsweredPrompt[]; asked: Asked }> {
    this.sandbox.restore();
    this.stubSaveDialog();
    const shown = this.answer(...answers);
    return { shown, asked: await this.ask() };
  }

  /** The options of the save dialog that was shown last. */
  get saveOptions(): vscode.SaveDialogOptions {
    return this.saveDialog.lastCall.args[0] as vscode.SaveDialogOptions;
  }

  /** The file name that the save dialog suggests. */
  get fileName(): string | undefined {
    return this.saveOptions.defaultUri?.path.split("/").at(-1);
  }
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
