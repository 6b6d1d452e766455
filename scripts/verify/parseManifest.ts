import { MANIFEST_VERSION, type Manifest } from "../../src/telemetry/export/manifest";
import { isObject } from "../../src/telemetry/stored/event";

/**
 * The fields that are checked. A value must have the type of its example, and each element of a list
 * that of the only element.
 */
const EXAMPLE = {
  format: "",
  identifiers: "",
  export: { file: "", sha256: "" },
  eventCount: 0,
  omittedCount: 0,
  rowsRead: 0,
  outsideCount: 0,
  skipped: [{ file: "", line: 0, reason: "" }],
  skippedCount: 0,
  sessions: [{ events: 0 }],
  missingCount: 0,
  gapCount: 0,
  gaps: [{ session: "", after: 0, before: 0, count: 0 }],
  duplicateCount: 0,
  uncheckedCount: 0,
  bytesWritten: 0,
  fileCount: 0,
  laterFiles: [""],
  problems: [{ file: "", reason: "" }],
  problemCounts: { unreadFile: 0, unreadFolder: 0, checksumMismatch: 0, notStored: 0 },
  sources: [{}],
  files: [{ name: "", bytes: 0, sha256: "" }],
};

/** Parses the text of a manifest. Returns undefined if it is not one that this version can read. */
export function parseManifest(text: string): Manifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isManifest(value) ? value : undefined;
}

function isManifest(value: unknown): value is Manifest {
  return (
    isObject(value) &&
    value["manifestVersion"] === MANIFEST_VERSION &&
    isLike(value, EXAMPLE) &&
    (value as unknown as Manifest).sources.every(isSource)
  );
}

function isLike(value: unknown, example: unknown): boolean {
  if (Array.isArray(example)) {
    return Array.isArray(value) && value.every((element) => isLike(element, example[0]));
  }
  if (isObject(example)) {
    return (
      isObject(value) && Object.entries(example).every(([name, each]) => isLike(value[name], each))
    );
  }
  return typeof value === typeof example;
}

/** All fields of a source can be absent. */
function isSource({ name, directory, bundle }: Manifest["sources"][number]): boolean {
  return [name, directory, bundle].every((each) => each === undefined || typeof each === "string");
}
