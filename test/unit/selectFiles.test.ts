import assert from "node:assert/strict";
import { customRange, rangePresets } from "../../src/telemetry/export/select/dateRange";
import { selectFiles } from "../../src/telemetry/export/select/selectFiles";
import { listFiles } from "../../src/telemetry/sources/listFiles";
import { SourceError } from "../../src/telemetry/sources/sourceError";
import { DIRECTORY, asFileSystem, memoryFs } from "../support/telemetry";

describe("file selection", () => {
  it("lists by day, session and part, and passes over all but files and links of such a name", async () => {
    const fs = memoryFs({
      "telemetry-2026-03-02.10.jsonl": "",
      "telemetry-2026-03-02.9.jsonl": "",
      "telemetry-2026-03-02.jsonl": "",
      "telemetry-2026-03-02-bbbbbbbb.jsonl": "",
      "telemetry-2026-03-02-aaaaaaaa.1.jsonl": "",
      "telemetry-2026-03-02-aaaaaaaa.jsonl": "",
      "telemetry-2026-03-01-cccccccc.jsonl": "",
      "telemetry-2026-02-30.jsonl": "",
      "notes.txt": "",
      "telemetry-2026-03-03.jsonl": { "a folder": "" },
    });
    fs.symlinkSync("/nowhere", `${DIRECTORY}/telemetry-2026-03-04.jsonl`);
    const { files } = await listFiles(asFileSystem(fs), [{ directory: DIRECTORY }]);
    assert.deepEqual(
      files.map(({ name }) => name),
      [
        "telemetry-2026-03-01-cccccccc.jsonl",
        "telemetry-2026-03-02.jsonl",
        "telemetry-2026-03-02.9.jsonl",
        "telemetry-2026-03-02.10.jsonl",
        "telemetry-2026-03-02-aaaaaaaa.jsonl",
        "telemetry-2026-03-02-aaaaaaaa.1.jsonl",
        "telemetry-2026-03-02-bbbbbbbb.jsonl",
        "telemetry-2026-03-04.jsonl",
      ],
    );
  });

  it("keeps the files whose day the window touches", async () => {
    const days = ["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"];
    const names = days.map((day) => `telemetry-${day}.jsonl`);
    const fs = memoryFs(Object.fromEntries(names.map((name) => [name, ""])));
    const { files } = await listFiles(asFileSystem(fs), [{ directory: DIRECTORY }]);
    const { window } = customRange("2024-02-28", "2024-02-29");
    assert.deepEqual(
      selectFiles(files, window).map(({ name }) => name),
      names.slice(1, 3),
    );
    assert.equal(selectFiles(files, {}).length, 4);
  });

  it("keeps a file of a wrong clock for all time alone", async () => {
    const names = ["telemetry-2026-03-01.jsonl", "telemetry-2099-01-01.jsonl"];
    const fs = memoryFs(Object.fromEntries(names.map((name) => [name, ""])));
    const { files } = await listFiles(asFileSystem(fs), [{ directory: DIRECTORY }]);
    for (const { id, range } of rangePresets) {
      const { window } = range(Date.UTC(2026, 2, 1, 12));
      assert.deepEqual(
        selectFiles(files, window).map(({ name }) => name),
        id === "allTime" ? names : names.slice(0, 1),
      );
    }
  });

  it("finds nothing in a folder that does not exist", async () => {
    const { files } = await listFiles(asFileSystem(memoryFs({})), [{ directory: "/nowhere" }]);
    assert.deepEqual(files, []);
  });

  it("names a folder that it can't read", async () => {
    const fs = memoryFs({ "telemetry-2026-03-01.jsonl": "" });
    const file = `${DIRECTORY}/telemetry-2026-03-01.jsonl`;
    await assert.rejects(
      listFiles(asFileSystem(fs), [{ directory: file }]),
      (error) =>
        error instanceof SourceError && error.code === "directoryUnreadable" && error.path === file,
    );
  });
});
