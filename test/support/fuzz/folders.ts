import fc, { type Arbitrary } from "fast-check";
import type { NestedDirectoryJSON } from "memfs";
import type { UtcWindow } from "../../../src/telemetry/export/select/dateRange";
import { MAX_LINE_BYTES } from "../../../src/telemetry/read/lineLimit";
import { hostileContext, hostileRow } from "../otlp/hostileRows";
import { DIRECTORY, type MemoryFs, memoryFs } from "../telemetry";

/** An entry of a telemetry folder. */
interface FuzzedEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "brokenLink";
  /** The content as a latin1 string: each character is one byte. */
  readonly content: string;
}

/** A telemetry folder and how to export it. Can be saved as JSON. */
export interface FuzzedFolder {
  readonly entries: readonly FuzzedEntry[];
  readonly window: UtcWindow;
  /** Number of bytes that are read at once. */
  readonly chunkSize: number;
}

/** Creates the folder in memory. Reading it returns `chunkSize` bytes at a time. */
export function toFileSystem({ entries, chunkSize }: FuzzedFolder): MemoryFs {
  const telemetry: NestedDirectoryJSON = {};
  for (const { name, kind, content } of entries) {
    if (kind === "file") telemetry[name] = Buffer.from(content, "latin1");
    if (kind === "folder") telemetry[name] = { [name]: Buffer.from(content, "latin1") };
  }
  const fs = memoryFs(telemetry);
  fs.mkdirSync("/elsewhere");
  for (const { name, kind, content } of entries) {
    if (kind === "link") fs.writeFileSync(`/elsewhere/${name}`, Buffer.from(content, "latin1"));
    if (kind === "link" || kind === "brokenLink") {
      fs.symlinkSync(`/elsewhere/${name}`, `${DIRECTORY}/${name}`);
    }
  }
  const createReadStream = fs.createReadStream.bind(fs);
  fs.createReadStream = (path, options) =>
    createReadStream(path, { ...(options as object), highWaterMark: chunkSize });
  return fs;
}

const DAYS = ["2026-02-28", "2026-03-01", "2026-03-02"] as const;

const name = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...DAYS),
        fc.constantFrom("", "-aaaaaaaa", "-bbbbbbbb", "-0a1B2c3D", "-any one"),
        fc.constantFrom("", "", "", ".1", ".2", ".10"),
      )
      .map(([day, session, part]) => `telemetry-${day}${session}${part}.jsonl`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...["telemetry-2026-02-30.jsonl", "telemetry-2026-03-01.jsonl.bak", "notes.txt"],
      ...["telemetry-2026-03-01.0.jsonl", "telemetry-2026-03-01-abc.jsonl", ".telemetry.lock"],
      ...["telemetry-2026-03-01-aaaaaaaa.01.jsonl", "Telemetry-2026-03-01.jsonl"],
    ),
  },
);

/** A row with a valid time. There are only a few different times, so many rows have equal ones. */
const usualRow = fc
  .record({
    day: fc.constantFrom(...DAYS),
    hour: fc.constantFrom("00", "12", "23"),
    second: fc.integer({ min: 10, max: 14 }),
    fraction: fc.constantFrom("", ".000", ".001", ".000000001", ".0000000019"),
    zone: fc.constantFrom("Z", "Z", "", "+00:00", "-01:30", "+14:00"),
    id: fc.nat(0xffff),
    sequence: fc.option(
      fc.nat(20).map((value) => `,"event_sequence":${value}`),
      { nil: "" },
    ),
    more: fc.constantFrom(
      "",
      ',"schema_version":1,"context":{"session_id":"s1"}',
      ',"deployment_url":"https://a.example"',
      ',"context":null',
      ',"properties":{"result":"error"},"measurements":{"durationMs":1.5}',
    ),
  })
  .map(
    ({ day, hour, second, fraction, zone, id, sequence, more }) =>
      `{"event_name":"e${id}","timestamp":"${day}T${hour}:00:${second}${fraction}${zone}"${sequence}${more}}`,
  );

/** A row with what JSON allows, but I-JSON or UTF-8 doesn't. The characters are bytes. */
export const oddRow = fc
  .tuple(
    usualRow,
    fc.constantFrom(
      ...[
        '"a":"\\ud83d"',
        '"\\udc00":1,"\\ud800":2',
        '"a":1,"a":{"b":1,"b":2}',
        '"timestamp":"2026-03-01"',
      ],
      ...[
        '"a":"\xff"',
        '"\xc3":1',
        '"a":"\xe2\x82"',
        '"a":"\xed\xa0\xbd"',
        '"a":"\xef\xbf\xbd"',
        '"a":"\xf0\x9f\x98"',
      ],
      ...[`"a":${"[".repeat(63)}${"]".repeat(63)}`, `"a":${'{"a":'.repeat(62)}[]${"}".repeat(62)}`],
      ...['"a":"\\ud83d\\ude00\\\\ud83d"', '"a":"{\\"b\\":1}"'],
    ),
  )
  .map(([row, member]) => row.replace("{", `{${member},`));

const header = hostileContext.map(
  (context) => `{"kind":"header","schema_version":1,"timestamp":"","context":${context}}`,
);

const defect = fc.oneof(
  fc.constantFrom(
    ...["[]", "null", "1", '"text"', "{}", "{", "}", "{}{}", "\0", "\0".repeat(100), "nul", "\\"],
    ...['{"kind":"header"}', '{"kind":"header","event_name":1}', '{"event_name":"a"}'],
    ...['{"event_name":"","timestamp":"2026-03-01"}', '{"timestamp":"2026-03-01T00:00:00Z"}'],
    ...['{"event_name":"a","timestamp":"2026-02-29"}', '{"event_name":"a","timestamp":1}'],
    ...['{"event_name":"a","timestamp":"2026-03-01T24:00:01Z"}', "\u2028", "\ufeff\ufeff", "\v"],
  ),
  fc.tuple(usualRow, fc.nat(80)).map(([row, length]) => row.slice(0, length % row.length)),
  fc.string({ unit: "binary", maxLength: 20 }),
  usualRow.map((row) => row.replace("2026", "26")),
  // A run of one character.
  fc
    .tuple(
      fc.constantFrom(...Array.from('[]{}":,\\0\0 \t\r'), "{}", "[1", '{"a":', "\\u00"),
      fc.nat(60),
    )
    .map(([part, count]) => part.repeat(count)),
);

/** Returns the UTF-8 bytes of a text as a latin1 string. */
const bytesOf = (text: string): string => Buffer.from(text).toString("latin1");

const line = fc.oneof(
  { weight: 12, arbitrary: usualRow.map(bytesOf) },
  { weight: 2, arbitrary: hostileRow.map((row) => bytesOf(row.line)) },
  { weight: 2, arbitrary: header.map(bytesOf) },
  { weight: 2, arbitrary: oddRow },
  { weight: 4, arbitrary: defect.map(bytesOf) },
  { weight: 1, arbitrary: fc.constantFrom("", " ", "\t ") },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ maxLength: 12 })
      .map((bytes) => Buffer.from(bytes).toString("latin1")),
  },
);

const lineEnd = fc.oneof(
  { weight: 20, arbitrary: fc.constant("\n") },
  { weight: 4, arbitrary: fc.constant("\r\n") },
  { weight: 3, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: fc.constantFrom("", "\r", "\n\n", "\r\r\n", "\n\ufeff", "\n\0\0") },
);

/**
 * A change that a disk, a crash or an editor could make to a file. Positions are fractions of the
 * file's length.
 */
const mutation = fc.record({
  kind: fc.constantFrom("cut", "insert", "overwrite", "repeat", "swap", "truncate"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 200 }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(
      ...["\0\0\0\0", "\n", "\r", "\ufeff", "}", '"'].map((text) => Buffer.from(text)),
    ),
  ),
});

function mutate(
  content: string,
  { kind, at, length, bytes }: typeof mutation extends Arbitrary<infer T> ? T : never,
): string {
  const start = Math.floor(at * content.length);
  const end = Math.min(start + length, content.length);
  const [before, part, after] = [
    content.slice(0, start),
    content.slice(start, end),
    content.slice(end),
  ];
  const inserted = bytes.toString("latin1");
  switch (kind) {
    case "cut":
      return before + after;
    case "insert":
      return before + inserted + part + after;
    case "overwrite":
      return before + inserted + content.slice(start + inserted.length);
    case "repeat":
      return before + part + part + after;
    case "swap":
      return after + part + before;
    case "truncate":
      return before;
    default:
      return kind satisfies never;
  }
}

const content = fc
  .tuple(
    fc.array(fc.tuple(line, lineEnd), { maxLength: 12 }),
    fc.constantFrom("", "", "", "", bytesOf("\ufeff")),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(mutation, { maxLength: 3 }) },
    ),
  )
  .map(([lines, start, mutations]) =>
    mutations.reduce(mutate, start + lines.map((parts) => parts.join("")).join("")),
  );

/** A file with a line that can be too long. */
const longContent = fc
  .tuple(usualRow, fc.integer({ min: -1, max: 2 }), fc.constantFrom("x", "\0", " "), content)
  .map(
    ([row, excess, filler, rest]) => `${row}\n${filler.repeat(MAX_LINE_BYTES + excess)}\n${rest}`,
  );

/** A file that was saved in UTF-16, with or without its mark. */
const utf16Content = fc
  .tuple(fc.array(usualRow, { maxLength: 3 }), fc.constantFrom("", "\ufeff"), fc.boolean())
  .map(([rows, mark, isSwapped]) => {
    const bytes = Buffer.from(mark + rows.map((row) => `${row}\n`).join(""), "utf16le");
    return (isSwapped ? bytes.swap16() : bytes).toString("latin1");
  });

/** A file with a long run of what ends lines, is ignored or opens something. */
const runContent = fc
  .tuple(
    usualRow,
    fc.constantFrom("\n", "\r", "\r\n", " ", " \n", "\0", "[", "{", "{}", '"', "\\", '{"a":'),
    fc.nat(20_000),
    content,
  )
  .map(([row, part, count, rest]) => row + part.repeat(count) + row + rest);

const kind = fc.oneof(
  { weight: 30, arbitrary: fc.constant("file" as const) },
  { weight: 1, arbitrary: fc.constantFrom("folder", "link", "brokenLink" as const) },
);

const window = fc.oneof(
  fc.constant({}),
  fc.constantFrom(...DAYS).map((day) => ({ start: Date.parse(day) })),
  fc
    .tuple(fc.constantFrom(...DAYS), fc.integer({ min: 1, max: 50 * 3_600_000 }))
    .map(([day, length]) => ({ start: Date.parse(day), end: Date.parse(day) + length })),
);

function folderOf(
  content: Arbitrary<string>,
  chunkSize: Arbitrary<number>,
): Arbitrary<FuzzedFolder> {
  return fc.record({
    entries: fc.uniqueArray(fc.record({ name, kind, content }), {
      maxLength: 6,
      selector: (entry) => entry.name,
    }),
    window,
    chunkSize,
  });
}

/** Telemetry folders with any kind of content. */
export const fuzzedFolder: Arbitrary<FuzzedFolder> = fc.oneof(
  {
    weight: 300,
    arbitrary: folderOf(content, fc.constantFrom(1, 2, 3, 5, 16, 61, 256, 4096, 65_536)),
  },
  {
    weight: 10,
    arbitrary: folderOf(
      fc.oneof(utf16Content, runContent, content),
      fc.constantFrom(1, 2, 31, 33, 4096, 65_536),
    ),
  },
  { weight: 1, arbitrary: folderOf(longContent, fc.constant(65_536)) },
);
