import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { ExportOutcome } from "../../src/telemetry/export/exportEvents";
import type { EventFilter } from "../../src/telemetry/export/select/eventFilter";
import { addsUp } from "../support/addsUp";
import { jsonl, row } from "../support/rows";
import { DESTINATION, memoryFs, runExport } from "../support/telemetry";
import { ThreadPlace, WORKER } from "../support/threadPlace";

interface Event {
  readonly event_name: string;
}

const TELEMETRY = {
  "telemetry-2026-03-01-aaaaaaaa.jsonl": jsonl(
    { kind: "header", context: { session_id: "aaaaaaaa-1" } },
    row({ event_name: "opened", properties: { result: "success" } }),
    row({ event_name: "closed", properties: { result: "aborted", note: "Zürich" } }),
    row({ event_name: "failed", error: { message: "No." } }),
  ),
  "telemetry-2026-03-02.jsonl": jsonl(
    row({ event_name: "sampled", context: { session_id: "bbbbbbbb-2" } }),
    row({ event_name: "opened", properties: { result: "error" } }),
  ),
};

describe("a filter", () => {
  for (const [title, filter, names] of [
    ["names", { names: ["opened", "unknown"] }, ["opened", "opened"]],
    ["results", { results: ["error", "none"] }, ["failed", "sampled", "opened"]],
    ["sessions", { sessions: ["aaaaaaaa-1"] }, ["opened", "closed", "failed"]],
    ["events without a session", { sessions: [""] }, ["opened"]],
    ["text in any letter case", { text: "zÜRICH" }, ["closed"]],
    ["all of these at once", { names: ["opened"], results: ["success"] }, ["opened"]],
  ] as const) {
    it(`exports only ${title}, and counts the others as outside`, async () => {
      const fs = memoryFs(TELEMETRY);
      const outcome = addsUp(await runExport(fs, { filter }));
      const events = JSON.parse(fs.readFileSync(DESTINATION, "utf8") as string) as Event[];
      assert.deepEqual(
        events.map(({ event_name }) => event_name),
        names,
      );
      assert.equal(outcome.kind === "exported" && outcome.outsideCount, 5 - names.length);
    });
  }

  it("matches names and sessions that are repaired, as stored and as exported", async () => {
    const telemetry = {
      "telemetry-2026-03-01.jsonl": jsonl(
        row({ event_name: "cut \ud83d", context: { session_id: "half \udc00" } }),
        row({ event_name: "other" }),
      ),
    };
    for (const filter of [
      { names: ["cut \ufffd"], sessions: ["half \ufffd"] },
      { names: ["cut \ud83d"], sessions: ["half \udc00"] },
    ]) {
      const outcome = addsUp(await runExport(memoryFs(telemetry), { filter }));
      assert.equal(outcome.kind === "exported" && outcome.eventCount, 1);
    }
  });

  for (const [hours, count] of [
    [["12", "10 no", "11"], 1],
    [["13 no", "11", "12"], 0],
  ] as const) {
    it(`counts what is out of order among the exported events: ${hours.join(", ")}`, async () => {
      const rows = hours.map((hour) =>
        row({
          event_name: hour.endsWith("no") ? "other" : "opened",
          timestamp: `2026-03-01T${hour.slice(0, 2)}:00:00Z`,
        }),
      );
      const fs = memoryFs({ "telemetry-2026-03-01.jsonl": jsonl(...rows) });
      const outcome = addsUp(await runExport(fs, { filter: { names: ["opened"] } }));
      assert.equal(outcome.kind === "exported" && outcome.outOfOrderCount, count);
    });
  }

  it("that matches nothing changes no file", async () => {
    const fs = memoryFs(TELEMETRY);
    const outcome = addsUp(await runExport(fs, { filter: { names: [] } }));
    assert.equal(outcome.kind, "empty");
    assert.ok(!fs.existsSync(DESTINATION));
  });

  describe("on two threads", () => {
    let place: ThreadPlace;

    beforeEach(() => {
      place = new ThreadPlace();
      place.writeDays();
    });
    afterEach(() => {
      place.remove();
    });

    const run = (filter: EventFilter): Promise<ExportOutcome> =>
      place.export({ worker: WORKER, filter }).then(addsUp);

    it("exports the same events", async () => {
      const outcome = await run({ names: ["event 3", "event 1199"] });
      const events = JSON.parse(readFileSync(place.destination, "utf8")) as Event[];
      assert.deepEqual(
        events.map(({ event_name }) => event_name),
        ["event 3", "event 1199", "event 3", "event 3", "event 1199"],
      );
      assert.ok(outcome.kind === "exported");
      assert.equal(outcome.eventCount + outcome.outsideCount, 2430);
    });
  });
});
