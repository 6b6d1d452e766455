import assert from "node:assert/strict";
import { type ZipOptions, type Zippable, strToU8, zipSync } from "fflate";

/** A file to pack: its path in the zip file, its content, and compression options. */
export type ZipFile = readonly [
  path: string,
  content: string | Uint8Array,
  options?: ZipOptions | undefined,
];

/** Creates a zip file. Uses deflate unless a file's options contain `level: 0`. */
export function zipOf(...files: readonly ZipFile[]): Buffer {
  const entries: Zippable = {};
  for (const [path, content, options = {}] of files) {
    entries[path] = [typeof content === "string" ? strToU8(content) : content, options];
  }
  return Buffer.from(zipSync(entries));
}

/**
 * Returns a zip file in which a path is replaced with another of the same length. Several entries
 * can get the same path.
 */
export function renamed(zip: Buffer, from: string | Buffer, to: string | Buffer): Buffer {
  const hex = (text: string | Buffer): string => Buffer.from(text as string).toString("hex");
  assert.equal(hex(from).length, hex(to).length);
  return Buffer.from(zip.toString("hex").replaceAll(hex(from), hex(to)), "hex");
}

/** Offsets of fields in an entry of the central directory. */
export const DIRECTORY_ENTRY = {
  flags: 8,
  method: 10,
  checksum: 16,
  compressedSize: 20,
  size: 24,
  localHeader: 42,
  path: 46,
} as const;

/** Returns the offsets of an entry in the central directory and of its local header. */
export function locate(zip: Buffer, path: string): { entry: number; data: number } {
  let entry = directoryOf(zip);
  while (pathAt(zip, entry) !== path) {
    const lengths = [28, 30, 32].map((offset) => zip.readUInt16LE(entry + offset));
    entry += DIRECTORY_ENTRY.path + lengths.reduce((sum, length) => sum + length);
  }
  const local = zip.readUInt32LE(entry + DIRECTORY_ENTRY.localHeader);
  return { entry, data: local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28) };
}

function pathAt(zip: Buffer, entry: number): string {
  assert.equal(zip.readUInt32LE(entry), 0x02014b50);
  const start = entry + DIRECTORY_ENTRY.path;
  return zip.toString("utf8", start, start + zip.readUInt16LE(entry + 28));
}

/**
 * Size of the end record of a zip file without a comment. It contains the central directory's
 * offset.
 */
export const END_BYTES = 22;

/** Adds zip64 end records to a zip file. They specify `offset` for the central directory. */
export function asZip64(zip: Buffer, offset = directoryOf(zip), recordAt?: bigint): Buffer {
  const count = BigInt(zip.readUInt16LE(zip.length - END_BYTES + 10));
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(count, 24);
  record.writeBigUInt64LE(count, 32);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50);
  locator.writeBigUInt64LE(recordAt ?? BigInt(zip.length - END_BYTES), 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.from(zip.subarray(-END_BYTES));
  end.fill(0xff, 8, 20);
  return Buffer.concat([zip.subarray(0, -END_BYTES), record, locator, end]);
}

function directoryOf(zip: Buffer): number {
  return zip.readUInt32LE(zip.length - END_BYTES + 16);
}
