import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import { createSandbox } from "sinon";
import * as vscode from "vscode";
import type { ExportTelemetryResult } from "../../src/telemetry/export/command";
import { jsonl, row } from "../support/rows";
import { activateExtension } from "./activateExtension";
import {
  type AnsweredPrompt,
  type Told,
  answerPrompts,
  hearNotifications,
  showDetails,
} from "./answers";
import { ExportPlace } from "./exportPlace";

const SESSION = "1dac90a2110e18e03a9771e6c4e905ba";
const FILE = "telemetry-2026-03-01-1dac90a2.jsonl";
const NEXT = "telemetry-2026-03-02-1dac90a2.jsonl";
const day = { start: "2026-03-01", end: "2026-03-01" };
const LATER = new RegExp(`^Events from just before the end of the range can be in ${NEXT}, `);

describe("what an export tells of its completeness", () => {
  const sandbox = createSandbox();
  let told: Told;
  let place: ExportPlace;

  before(activateExtension);
  beforeEach(() => {
    place = new ExportPlace();
    told = hearNotifications(sandbox);
  });
  afterEach(() => {
    sandbox.restore();
    place.remove();
  });

  const store = (name: string, ...numbers: number[]): void => {
    const context = { session_id: SESSION };
    const rows = numbers.map((event_sequence) => row({ event_sequence, context }));
    place.store(name, jsonl(...rows));
  };
  const run = (options: object): Thenable<ExportTelemetryResult | undefined> => {
    const { destination, directory } = place;
    return vscode.commands.executeCommand("coderTelemetry.export", {
      ...{ range: day, format: "json", destination, directory },
      ...options,
    });
  };
  /** The details behind the button of the notification. */
  const detailsOf = async (options: object = {}): Promise<string[]> => {
    const shown = showDetails(told.information);
    await run(options);
    return (await shown).getText().split("\n");
  };

  it("is in the details, and not in the notification", async () => {
    store(FILE, 41, 59);
    const details = await detailsOf();
    assert.match(
      String(told.information.firstCall.args[0]),
      /^Exported 2 events \([^)]*\) to \S+\.$/,
    );
    assert.deepEqual(details.slice(2, 7), [
      "17 events are missing between stored ones. Skipped entries also leave gaps.",
      "- Session 1dac90a2: 17 events between 41 and 59 are missing.",
      "",
      "Entries read: 2. Exported: 2. Skipped: 0. Outside the range: 0.",
      "",
    ]);
  });

  it("says which file can contain events from the end of the range, also if none is in it", async () => {
    store(FILE, 0);
    store(NEXT, 1);
    assert.ok((await detailsOf()).some((line) => LATER.test(line)));
    fs.rmSync(join(place.directory, FILE));
    const result = await run({});
    assert.deepEqual([result?.eventCount, result?.laterFiles], [0, [NEXT]]);
  });

  it("says so where the last day is asked for, without refusing it", async () => {
    store(FILE, 0);
    store(NEXT, 1);
    let hint: AnsweredPrompt["validationMessage"];
    answerPrompts(sandbox, "Custom range…", "2026-03-01", (prompt) => {
      prompt.type("2026-03-01");
      hint = prompt.validationMessage;
      prompt.enter();
    });
    const result = await run({ range: undefined });
    assert.equal(result?.eventCount, 1);
    assert.ok(typeof hint === "object");
    assert.match(hint.message, LATER);
    assert.equal(hint.severity, vscode.InputBoxValidationSeverity.Info);
  });

  describe("in a manifest", () => {
    it("is written beside the export", async () => {
      store(FILE, 0, 2);
      const manifest = join(place.folder, "manifest.json");
      const result = await run({ manifest: vscode.Uri.file(manifest) });
      assert.equal(result?.missingCount, 1);
      const written = JSON.parse(fs.readFileSync(manifest, "utf8")) as Record<string, unknown>;
      assert.deepEqual(written["export"], {
        ...(written["export"] as object),
        file: "export.json",
      });
      assert.equal(written["missingCount"], 1);
    });

    it("that can't be written is told, and the export is there", async () => {
      store(FILE, 0);
      const result = await run({ manifest: join(place.folder, "missing", "manifest.json") });
      assert.equal(result?.eventCount, 1);
      assert.ok(fs.existsSync(place.destination));
      const message = String(told.warning.firstCall.args[0]);
      assert.match(
        message,
        /^Exported 1 event .* The manifest was not written\. The folder does not exist\./,
      );
      assert.match(result.manifestError ?? "", /^The folder does not exist\./);
    });

    it("never replaces the export", async () => {
      store(FILE, 0);
      const result = await run({ manifest: place.destination });
      assert.match(result?.manifestError ?? "", /because it is the export/);
      assert.equal((JSON.parse(fs.readFileSync(place.destination, "utf8")) as []).length, 1);
    });
  });
});
