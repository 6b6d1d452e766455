import assert from "node:assert/strict";
import * as fs from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type SinonSpyCall, type SinonStub, createSandbox } from "sinon";
import * as vscode from "vscode";
import type { ExportTelemetryResult } from "../../src/telemetry/export/command";
import { jsonl, row } from "../support/rows";
import { summaryOf } from "../support/summary";
import { activateExtension } from "./activateExtension";
import { type Told, answerPrompts, hearNotifications, showDetails } from "./answers";
import { ExportPlace } from "./exportPlace";
import { MemoryFileSystemProvider } from "./memoryFileSystemProvider";

const SESSION = "s";
const context = { session_id: SESSION };
const events = [
  row({ event_name: "first", timestamp: "2026-03-01T10:00:00Z", context, event_sequence: 0 }),
  row({
    event_name: "second",
    timestamp: "2026-03-01T10:00:01Z",
    context,
    event_sequence: 1,
    properties: { text: "a\u2028b" },
  }),
];
const day = { start: "2026-03-01", end: "2026-03-01" };

/** The titles of a notification's actions. */
const actionsOf = ({ args }: SinonSpyCall): string[] =>
  args.slice(1).map((action: vscode.MessageItem) => action.title);

/** The links of a document: their text, and where they lead. */
async function linksOf(document: vscode.TextDocument): Promise<[string, string | undefined][]> {
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
    "vscode.executeLinkProvider",
    document.uri,
  );
  return links.map(({ range, target }) => [document.getText(range), target?.toString()]);
}

const fileUri = (path: string, fragment: string): string =>
  vscode.Uri.file(path).with({ fragment }).toString();

const isOffer = (title: string): boolean => title.startsWith("Export as");

describe("coderTelemetry.export", () => {
  const sandbox = createSandbox();
  let told: Told;
  let place: ExportPlace;
  let folder: string;
  let directory: string;
  let destination: string;

  before(activateExtension);
  beforeEach(() => {
    place = new ExportPlace();
    ({ folder, directory, destination } = place);
    place.store("telemetry-2026-03-01-0a1b2c3d.jsonl", jsonl(...events));
    told = hearNotifications(sandbox);
  });
  afterEach(() => {
    sandbox.restore();
    place.remove();
  });

  const run = (options?: unknown): Thenable<ExportTelemetryResult | undefined> =>
    vscode.commands.executeCommand("coderTelemetry.export", options);
  const exported = (): unknown => JSON.parse(fs.readFileSync(destination, "utf8"));

  it("exports megabytes, on threads of the editor's own", async () => {
    const sequences = Array.from({ length: 6000 }, (_, index) => index);
    const rows = sequences.map((event_sequence) =>
      row({
        timestamp: "2026-03-01T12:00:00Z",
        event_sequence,
        properties: { text: "ü".repeat(99) },
      }),
    );
    place.store("telemetry-2026-03-01-ffffffff.jsonl", jsonl(...rows));
    const result = await run({ range: day, format: "json", destination, directory });
    assert.equal(result?.eventCount, 6002);
    assert.deepEqual(exported(), [...events, ...rows]);
  });

  /** As if an export had taken half a second before it came to its first file. */
  function showProgressAtOnce(): void {
    const { setTimeout } = globalThis;
    sandbox.stub(globalThis, "setTimeout").callsFake((callback: () => void, delay = 0) => {
      if (delay === 500) {
        callback();
      }
      return setTimeout(callback, delay);
    });
  }

  describe("with all answers given", () => {
    it("asks nothing, exports JSON and says what it did", async () => {
      answerPrompts(sandbox);
      const result = await run({ range: day, format: "json", destination, directory });
      assert.deepEqual(exported(), events);
      assert.deepEqual(result, {
        ...summaryOf(2),
        destination: vscode.Uri.file(destination).toString(),
        format: "json",
        sessions: [{ session: SESSION, first: 0, last: 1, events: 2, gaps: 0 }],
        fileCount: 1,
        bytesWritten: fs.statSync(destination).size,
      });
      const size = `${(fs.statSync(destination).size / 1000).toFixed(1)} kB`;
      assert.equal(
        told.information.firstCall.args[0],
        `Exported 2 events (${size}) to ${destination}.`,
      );
      assert.equal(told.information.callCount, 1);
    });

    it("exports OTLP", async () => {
      const result = await run({ range: "allTime", format: "otlp", destination, directory });
      assert.equal(result?.eventCount, 2);
      const { resourceLogs } = exported() as { resourceLogs: unknown[] };
      assert.equal(resourceLogs.length, 1);
    });

    it("keeps identifiers, unless an option says otherwise", async () => {
      const stored = row({ timestamp: "2026-03-02T10:00:00Z", path: "/home/ada/x" });
      place.store("telemetry-2026-03-02.jsonl", jsonl(stored));
      const options = { range: "allTime", format: "json", destination, directory };
      const holdsName = async (more: object): Promise<boolean> => {
        await run({ ...options, ...more });
        return fs.readFileSync(destination, "utf8").includes("ada");
      };
      assert.equal(await holdsName({}), true);
      assert.equal(await holdsName({ identifiers: "pseudonymize" }), false);
    });

    const locations: [what: string, location: (path: string) => unknown][] = [
      ["a URI", (path) => vscode.Uri.file(path)],
      ["a URI's string", (path) => vscode.Uri.file(path).toString()],
      [
        "a URI's parts, as a keybinding gives them",
        (path) => vscode.Uri.file(path).toJSON() as unknown,
      ],
    ];
    for (const [what, location] of locations) {
      it(`takes ${what} as a location`, async () => {
        await run({
          range: day,
          format: "json",
          destination: location(destination),
          directory: location(directory),
        });
        assert.deepEqual(exported(), events);
      });
    }

    it("replaces the file that is there", async () => {
      fs.writeFileSync(destination, "old".repeat(10_000));
      await run({ range: day, format: "json", destination, directory });
      assert.deepEqual(exported(), events);
    });

    it("says what was left out, in a warning and in the result", async () => {
      fs.appendFileSync(join(directory, "telemetry-2026-03-01-0a1b2c3d.jsonl"), '{"torn');
      const result = await run({ range: day, format: "json", destination, directory });
      assert.deepEqual(result?.skipped, [
        { file: "telemetry-2026-03-01-0a1b2c3d.jsonl", line: 3, reason: "invalidJson" },
      ]);
      assert.equal(result.skippedCount, 1);
      assert.match(
        String(told.warning.firstCall.args[0]),
        /2 events.*\. 1 unreadable entry was skipped\.$/,
      );
      assert.equal(told.information.callCount, 0);
    });

    it("shows what was left out, by file and line, as far as it is kept", async () => {
      const file = "telemetry-2026-03-01-0a1b2c3d.jsonl";
      fs.appendFileSync(join(directory, file), "torn\n".repeat(101));
      const shown = showDetails(told.warning);
      await run({ range: day, format: "json", destination, directory });
      const document = await shown;
      const lines = document.getText().split("\n");
      assert.match(lines[0] ?? "", /2 events.*\. 101 unreadable entries were skipped\.$/);
      assert.match(lines[2] ?? "", /^Skipped entries, by file and line:$/);
      assert.equal(lines[3], `- ${file}:3: The line is not valid JSON.`);
      assert.equal(lines[102], `- ${file}:102: The line is not valid JSON.`);
      const counts = "Rows read: 103. Exported: 2. Skipped: 101. Outside the range: 0.";
      const rest = [
        "And 1 more.",
        "",
        counts,
        "",
        "Searched for telemetry in:",
        `- ${directory}`,
        "",
      ];
      assert.deepEqual(lines.slice(103), rest);
      assert.equal(document.isUntitled, false);
      assert.match(document.fileName, /Telemetry Export Details$/);
      const links = await linksOf(document);
      assert.equal(links.length, 100);
      assert.deepEqual(links[0], [`${file}:3`, fileUri(join(directory, file), "L3")]);
      assert.deepEqual(links[99], [`${file}:102`, fileUri(join(directory, file), "L102")]);
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    });

    it("writes through VS Code where Node does not reach", async () => {
      const provider = new MemoryFileSystemProvider();
      const registration = vscode.workspace.registerFileSystemProvider("test-memory", provider);
      try {
        const uri = vscode.Uri.parse("test-memory:/export.json");
        const result = await run({ range: day, format: "json", destination: uri, directory });
        assert.deepEqual(JSON.parse(provider.text("/export.json")), events);
        assert.equal(result?.destination, "test-memory:/export.json");
      } finally {
        registration.dispose();
      }
    });
  });

  describe("with more than endpoints take in a request", () => {
    /** Writes `count` events of about 1 MB each. */
    function storeLarge(count: number): void {
      const properties = { text: "x".repeat(1_000_000) };
      const large = jsonl(row({ timestamp: "2026-03-02T00:00:00Z", properties }));
      place.store("telemetry-2026-03-02.jsonl", large.repeat(count));
    }
    const range = { start: "2026-03-02", end: "2026-03-02" };

    /** Chooses the action of this title, in the first notification alone. */
    function chooseOnce(title: string): void {
      told.information
        .onFirstCall()
        .callsFake((_message: string, ...actions: vscode.MessageItem[]) =>
          Promise.resolve(actions.find((action) => action.title === title)),
        );
    }

    it("offers JSON Lines for a document above 20 MiB, and writes the same range so", async () => {
      storeLarge(22);
      const lines = join(folder, "export.otlp.jsonl");
      const asked = new Promise<vscode.SaveDialogOptions | undefined>((resolve) => {
        sandbox.stub(vscode.window, "showSaveDialog").callsFake((options) => {
          resolve(options);
          return Promise.resolve(vscode.Uri.file(lines));
        });
      });
      chooseOnce("Export as OTLP/JSON Lines");
      const toldTwice = new Promise((resolve) =>
        told.information.onSecondCall().callsFake(resolve),
      );
      const result = await run({ range, format: "otlp", destination, directory });
      assert.equal(result?.oversizedRequestCount, 1);
      assert.match(String(told.information.firstCall.args[0]), /22 events .* larger than 20 MiB/);

      assert.deepEqual((await asked)?.filters, { "OTLP/JSON Lines": ["jsonl"] });
      assert.match(String(await toldTwice), /22 events .* 22 lines are larger than 1 MB/);
      assert.equal(fs.readFileSync(lines, "utf8").split("\n").length, 23);
      assert.ok(!actionsOf(told.information.secondCall).some(isOffer));
    });

    it("offers nothing for a document that a Collector takes", async () => {
      storeLarge(19);
      const result = await run({ range, format: "otlp", destination, directory });
      assert.equal(result?.oversizedRequestCount, 0);
      assert.ok(!actionsOf(told.information.firstCall).some(isOffer));
    });

    it("tells when what was offered fails", async () => {
      storeLarge(22);
      sandbox.stub(vscode.window, "showSaveDialog").resolves(vscode.Uri.file(directory));
      chooseOnce("Export as OTLP/JSON Lines");
      const failed = new Promise((resolve) => told.error.callsFake(resolve));
      await run({ range, format: "otlp", destination, directory });
      assert.match(
        String(await failed),
        /telemetry can't be replaced because it is not a regular file/,
      );
    });
  });

  describe("with a bad answer given", () => {
    const bad: [field: string, options: object][] = [
      ["range", { range: "lastWeek" }],
      ["range.start", { range: { start: "2026-02-30", end: "2026-03-01" } }],
      ["range.end", { range: { start: "2026-03-01", end: "2026-02-01" } }],
      ["format", { format: "csv" }],
      ["destination", { destination: "relative/path.json" }],
      ["destination", { destination: 5 }],
      ["directory", { directory: "https://example.com/telemetry" }],
      ["dest", { dest: "/tmp/x" }],
      ["identifiers", { identifiers: "hide" }],
    ];
    for (const [field, options] of bad) {
      it(`rejects and names ${field}: ${JSON.stringify(options)}`, async () => {
        await assert.rejects(
          async () => run({ range: day, format: "json", destination, directory, ...options }),
          (error) => error instanceof Error && error.message.includes(`The option ${field} `),
        );
        assert.ok(!fs.existsSync(destination));
        assert.equal(told.error.callCount, 0);
      });
    }
  });

  describe("asking", () => {
    it("exports what is answered, and remembers the folder", async () => {
      const saveDialog = sandbox.stub(vscode.window, "showSaveDialog");
      saveDialog.resolves(vscode.Uri.file(destination));
      const today = new Date().toISOString().slice(0, 10);

      answerPrompts(sandbox, "All time", "JSON array");
      assert.equal((await run({ directory }))?.eventCount, 2);
      assert.deepEqual(exported(), events);
      assert.deepEqual(saveDialog.firstCall.args[0]?.filters, { "JSON array": ["json"] });

      sandbox.restore();
      hearNotifications(sandbox);
      answerPrompts(sandbox, "All time", "OTLP/JSON");
      const secondDialog = sandbox.stub(vscode.window, "showSaveDialog").resolves(undefined);
      assert.equal(await run({ directory }), undefined);
      assert.equal(
        secondDialog.firstCall.args[0]?.defaultUri?.fsPath,
        join(folder, `coder-telemetry-all-time-${today}.otlp.json`),
      );
      assert.deepEqual(secondDialog.firstCall.args[0].filters, { "OTLP/JSON": ["json"] });
    });

    describe("for a place that can't be written", () => {
      const CHOOSE = "Choose Another Place…";
      const failed = (): string => join(folder, "gone", "week.json");
      let saveDialog: SinonStub;

      beforeEach(() => {
        saveDialog = sandbox.stub(vscode.window, "showSaveDialog");
        saveDialog.onFirstCall().resolves(vscode.Uri.file(failed()));
      });

      /** Chooses these buttons of the errors in turn; undefined closes one. */
      function press(...titles: (string | undefined)[]): void {
        for (const [index, title] of titles.entries()) {
          told.error.onCall(index).resolves(title);
        }
      }

      it("says why in words, and asks for another place alone", async () => {
        press(CHOOSE);
        saveDialog.onSecondCall().resolves(vscode.Uri.file(destination));
        const prompts = answerPrompts(
          sandbox,
          "All time",
          (prompt) => {
            prompt.press("Identifiers are kept.");
          },
          "OTLP/JSON",
        );
        const result = await run({ directory });
        assert.deepEqual(told.error.args, [
          [`The folder does not exist. Nothing was saved to ${failed()}.`, CHOOSE, "Show Log"],
        ]);
        assert.equal(prompts.length, 3);
        const { title, defaultUri, filters } = saveDialog.secondCall
          .args[0] as vscode.SaveDialogOptions;
        assert.equal(title, "Export Telemetry");
        // The name that was typed; its folder is none to start in.
        assert.equal(defaultUri?.fsPath, vscode.Uri.file(join(homedir(), "week.json")).fsPath);
        assert.deepEqual(filters, { "OTLP/JSON": ["json"] });
        assert.equal(result?.destination, vscode.Uri.file(destination).toString());
        assert.equal(result.format, "otlp");
        assert.match(String(told.information.firstCall.args[0]), /replaced with pseudonyms\.$/);
      });

      it("asks again as often as it fails", async () => {
        press(CHOOSE, CHOOSE);
        // A folder is no file.
        saveDialog.onSecondCall().resolves(vscode.Uri.file(directory));
        saveDialog.onThirdCall().resolves(vscode.Uri.file(destination));
        answerPrompts(sandbox, "All time", "JSON array");
        assert.equal((await run({ directory }))?.eventCount, 2);
        assert.equal(told.error.callCount, 2);
        const { defaultUri } = saveDialog.thirdCall.args[0] as vscode.SaveDialogOptions;
        assert.equal(defaultUri?.fsPath, directory);
        assert.deepEqual(exported(), events);
      });

      it("offers it still after the log was shown", async () => {
        press("Show Log", CHOOSE);
        saveDialog.onSecondCall().resolves(vscode.Uri.file(destination));
        answerPrompts(sandbox, "All time", "JSON array");
        assert.equal((await run({ directory }))?.eventCount, 2);
      });

      it("is backed out of by closing the notification or the dialog", async () => {
        press(undefined, CHOOSE);
        answerPrompts(sandbox, "All time", "JSON array", "All time", "JSON array");
        assert.equal(await run({ directory }), undefined);
        saveDialog.onSecondCall().resolves(vscode.Uri.file(failed()));
        saveDialog.onThirdCall().resolves(undefined);
        assert.equal(await run({ directory }), undefined);
        assert.equal(told.error.callCount, 2);
        assert.equal(told.information.callCount, 0);
      });
    });

    it("starts in the home folder when the folder used last is gone", async () => {
      answerPrompts(sandbox, "All time", "JSON array", "All time", "JSON array");
      const gone = join(folder, "gone");
      fs.mkdirSync(gone);
      const dialog = sandbox.stub(vscode.window, "showSaveDialog");
      dialog.resolves(vscode.Uri.file(join(gone, "export.json")));
      await run({ directory });
      fs.rmSync(gone, { recursive: true });
      dialog.resolves(undefined);
      await run({ directory });
      const { defaultUri } = dialog.secondCall.args[0] ?? {};
      assert.equal(
        defaultUri && vscode.Uri.joinPath(defaultUri, "..").fsPath,
        vscode.Uri.file(homedir()).fsPath,
      );
    });

    it("asks for nothing when no file name lies in the range", async () => {
      answerPrompts(sandbox);
      const result = await run({ directory, range: "last24Hours" });
      assert.equal(result?.eventCount, 0);
      assert.ok(!fs.existsSync(destination));
      assert.match(String(told.information.firstCall.args[0]), /in this range/);
    });

    it("asks for nothing when nothing was recorded", async () => {
      answerPrompts(sandbox);
      const empty = join(folder, "empty");
      fs.mkdirSync(empty);
      const result = await run({ directory: empty });
      assert.equal(result?.eventCount, 0);
      assert.equal(
        told.information.firstCall.args[0],
        `There is no telemetry to export in ${empty}.`,
      );
    });

    it("names a folder that does not exist", async () => {
      answerPrompts(sandbox);
      const nowhere = join(folder, "nowhere");
      await assert.rejects(
        async () => run({ directory: nowhere }),
        (error: Error) => error.message.includes(nowhere),
      );
    });
  });

  it("leaves the file that is there when no event lies in the range", async () => {
    fs.writeFileSync(destination, "old");
    place.store("telemetry-2026-03-02.jsonl", jsonl(row()));
    const range = { start: "2026-03-02", end: "2026-03-02" };
    const result = await run({ range, format: "json", destination, directory });
    assert.equal(result?.eventCount, 0);
    assert.equal(fs.readFileSync(destination, "utf8"), "old");
    assert.match(String(told.information.firstCall.args[0]), /in this range/);
  });

  it("warns when nothing of what was recorded can be read", async () => {
    place.store("telemetry-2026-03-02.jsonl", "torn\n");
    const range = { start: "2026-03-02", end: "2026-03-02" };
    const result = await run({ range, format: "json", destination, directory });
    assert.equal(result?.skippedCount, 1);
    assert.ok(!fs.existsSync(destination));
    assert.match(
      String(told.warning.firstCall.args[0]),
      /in this range\. 1 unreadable entry was skipped\.$/,
    );
  });

  it("resolves to undefined when it is cancelled, and leaves nothing", async () => {
    showProgressAtOnce();
    sandbox.stub(vscode.window, "withProgress").callsFake((_options, task) => {
      const source = new vscode.CancellationTokenSource();
      const done = task({ report: () => undefined }, source.token);
      source.cancel();
      return done;
    });
    fs.writeFileSync(destination, "old");
    const result = await run({ range: day, format: "json", destination, directory });
    assert.equal(result, undefined);
    assert.equal(fs.readFileSync(destination, "utf8"), "old");
    assert.deepEqual(fs.readdirSync(folder).sort(), ["export.json", "telemetry"]);
    assert.equal(told.information.callCount, 0);
  });

  it("rejects in words that name the file when it fails, and tells nobody else", async () => {
    fs.mkdirSync(destination);
    await assert.rejects(
      async () => run({ range: day, format: "json", destination, directory }),
      (error) =>
        error instanceof Error && error.message.startsWith(`${destination} can't be replaced`),
    );
    assert.equal(told.error.callCount, 0);
  });
});
