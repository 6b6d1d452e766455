import assert from "node:assert/strict";
import type { Completeness } from "../../../src/telemetry/completeness/completeness";
import type { ExportFormat } from "../../../src/telemetry/export/formats/format";
import type { Skip } from "../../../src/telemetry/read/skips";
import { decodedRecords, judgeDocument } from "../otlp/decodedRecords";
import { DESTINATION, completeFormats, runExport } from "../telemetry";
import { type ExpectedEvent, type ExpectedExport, expectedExport } from "./expected";
import { type FuzzedFolder, toFileSystem } from "./folders";

/**
 * Exports a folder in every format that contains all events. Throws unless each result is a valid document that contains
 * every valid event once and in order, and all other lines are reported.
 */
export async function checkFolder(folder: FuzzedFolder): Promise<void> {
  for (const format of completeFormats) {
    await checkFormat(folder, format, expectedExport(folder));
  }
}

async function checkFormat(
  folder: FuzzedFolder,
  format: ExportFormat,
  expected: ExpectedExport,
): Promise<void> {
  const fs = toFileSystem(folder);
  const outcome = await runExport(fs, { format, window: folder.window });
  assert.ok(outcome.kind !== "cancelled");
  assert.equal(outcome.eventCount, expected.fileByFile.length);
  const repaired = expected.fileByFile.filter(({ isRepaired }) => isRepaired);
  assert.equal(outcome.repairedCount, repaired.length);
  assert.equal(outcome.skippedCount, expected.skips.length);
  assert.equal(outcome.rowsRead, expected.rowsRead);
  assert.deepEqual(completenessOf(outcome), expected.completeness);
  assert.deepEqual(sorted(outcome.problems), sorted(expected.problems));
  if (outcome.skippedCount <= outcome.skipped.length) {
    assert.deepEqual(sorted(outcome.skipped), sorted(expected.skips));
  }
  if (expected.fileByFile.length === 0) {
    assert.deepEqual([outcome.kind, fs.existsSync(DESTINATION)], ["empty", false]);
    return;
  }
  assert.equal(outcome.kind, "exported");
  const bytes = fs.readFileSync(DESTINATION) as Buffer;
  assert.equal(outcome.bytesWritten, bytes.length);
  checkDocument(format, bytes, expected);
}

function completenessOf(outcome: Completeness): Completeness {
  const { sessions, missingCount, gapCount, gaps, duplicateCount, uncheckedCount } = outcome;
  return { sessions, missingCount, gapCount, gaps, duplicateCount, uncheckedCount };
}

function checkDocument(format: ExportFormat, document: Buffer, expected: ExpectedExport): void {
  if (format.id !== "json") {
    const records = expected.fileByFile.map(({ record }) => record);
    assert.deepEqual(decodedRecords(judgeDocument(format, document)), records);
    return;
  }
  const rows = JSON.parse(document.toString()) as unknown[];
  if (expected.isOrderCertain) {
    assert.deepEqual(rows, rowsOf(expected.merged));
  } else {
    assert.deepEqual(asSet(rows), asSet(rowsOf(expected.merged)));
  }
}

function rowsOf(events: readonly ExpectedEvent[]): unknown[] {
  return events.map(({ row }) => row);
}

function asSet(rows: readonly unknown[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

function sorted<T extends Pick<Skip, "file"> & { readonly line?: number }>(
  entries: readonly T[],
): T[] {
  const key = ({ file, line = 0 }: T): string => `${file}:${String(line).padStart(9, "0")}`;
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
