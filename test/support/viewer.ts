import { memfs } from "memfs";
import { createProtection } from "../../src/telemetry/protect/protectText";
import { createPseudonymKey } from "../../src/telemetry/protect/pseudonyms";
import { parseFileName } from "../../src/telemetry/stored/fileName";
import type { FileSystem } from "../../src/telemetry/stored/fileSystem";
import { openViewer as open } from "../../src/telemetry/view/index/openViewer";
import type { Viewer } from "../../src/telemetry/view/index/viewer";
import type { ViewFilter } from "../../src/telemetry/view/messages";

/** The time in tests of the view. */
const NOW = Date.parse("2026-03-10T00:00:00Z");

/** A viewer of telemetry files, or of an export, given by their names and texts, and what they lie in. */
export interface OpenedViewer {
  readonly viewer: Viewer;
  readonly fs: FileSystem;
}

export async function openViewer(
  files: Readonly<Record<string, string | Buffer>>,
  signal = new AbortController().signal,
): Promise<OpenedViewer> {
  const fs = memfs({ telemetry: files }).fs as unknown as FileSystem;
  const [name = ""] = Object.keys(files);
  const isExport = name !== "" && !parseFileName(name);
  const key = createPseudonymKey();
  const viewer = await open(
    isExport ? { file: `/telemetry/${name}` } : { sources: [{ directory: "/telemetry" }] },
    {
      fs: fs,
      now: () => NOW,
      protectionOf: (identifiers) => createProtection(identifiers, undefined, key),
      onProgress: () => undefined,
      signal,
    },
  );
  return { viewer, fs };
}

/** The names of the events that match, as the table shows them. */
export async function namesOf(viewer: Viewer, filter: ViewFilter = {}): Promise<string[]> {
  const { signal } = new AbortController();
  const { rows } = await viewer.rows({ filter, offset: 0, count: 100 }, signal);
  return rows.map(({ name }) => name);
}
