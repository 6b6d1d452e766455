import * as fs from "node:fs";
import { createSandbox } from "sinon";
import * as vscode from "vscode";
import type { ExportTelemetryResult } from "../../src/telemetry/export/command";
import { jsonl, row } from "../support/rows";
import { activateExtension } from "./activateExtension";
import { type Told, hearNotifications } from "./answers";
import { ExportPlace } from "./exportPlace";

/** The session of {@link events}. */
export const SESSION = "s";

const context = { session_id: SESSION };

/** The events that are stored, in a file of their day. */
export const events = [
  row({ event_name: "first", timestamp: "2026-03-01T10:00:00Z", context, event_sequence: 0 }),
  row({
    event_name: "second",
    timestamp: "2026-03-01T10:00:01Z",
    context,
    event_sequence: 1,
    properties: { text: "a\u2028b" },
  }),
];

/** The range of {@link events}. */
export const day = { start: "2026-03-01", end: "2026-03-01" };

/** The command that exports. Each test of the suite gets a new place with {@link events}. */
export class ExportCommand {
  readonly sandbox = createSandbox();
  place!: ExportPlace;
  told!: Told;

  constructor() {
    before(activateExtension);
    beforeEach(() => {
      this.place = new ExportPlace();
      this.place.store("telemetry-2026-03-01-0a1b2c3d.jsonl", jsonl(...events));
      this.told = hearNotifications(this.sandbox);
    });
    afterEach(() => {
      this.sandbox.restore();
      this.place.remove();
    });
  }

  run(options?: unknown): Thenable<ExportTelemetryResult | undefined> {
    return vscode.commands.executeCommand("coderTelemetry.export", options);
  }

  /** The content of the exported file. */
  exported(): unknown {
    return JSON.parse(fs.readFileSync(this.place.destination, "utf8"));
  }
}
