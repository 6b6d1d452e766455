import assert from "node:assert/strict";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import { describeSkip } from "../../src/telemetry/export/messages/describeSkip";
import type { Skip } from "../../src/telemetry/read/skips";
import { namesIn } from "../support/otlp/records";
import { jsonl, row, timedRow } from "../support/rows";
import { DESTINATION, memoryFs, runExport } from "../support/telemetry";

const FILE = "telemetry-2026-03-01.jsonl";
const one = jsonl(timedRow({ event_name: "one" }));
const two = jsonl(timedRow({ event_name: "two" }));
const last = jsonl(timedRow({ event_name: "last", timestamp: "2026-03-02T00:00:00Z" }));
const three = jsonl(timedRow({ event_name: "three" }));
const torn = '{"event_name":"torn","timest';

const bad: [
  what: string,
  content: string | Buffer,
  names: string[],
  skips: [number, Skip["reason"]][],
][] = [
  ["a torn last line", one + torn, ["one"], [[2, "invalidJson"]]],
  ["a torn line that the next one was appended to", torn + one, ["one"], [[1, "invalidJson"]]],
  ...[
    "{",
    '{"',
    '{"a',
    '{"a"',
    '{"a":',
    '{"a":"b',
    '{"a":"b\\',
    '{"a":"\\u12',
    '{"a":[',
    '{"a":{',
  ].map((start): (typeof bad)[number] => [
    `an event after ${start}`,
    `${start}${one}${two}`,
    ["one", "two"],
    [[1, "invalidJson"]],
  ]),
  ["a torn line that was closed", `${one}${torn}\n${two}`, ["one", "two"], [[2, "invalidJson"]]],
  ["a file of NULs", "\0".repeat(100_000), [], [[1, "invalidJson"]]],
  ["a tail of NULs", `${one}${"\0".repeat(4096)}`, ["one"], [[2, "invalidJson"]]],
  ["NULs before a line", `${one}\0\0\0${two}`, ["one", "two"], []],
  ["an empty file", "", [], []],
  ["blank lines", `\n \r\n\t\n${one}\n\n${two}\n`, ["one", "two"], []],
  ["nothing but a byte-order mark", "\ufeff", [], []],
  ["a byte-order mark", `\ufeff${one}${two}`, ["one", "two"], []],
  ["a byte-order mark where files were joined", `${one}\ufeff${two}`, ["one", "two"], []],
  ["CRLF", (one + two).replaceAll("\n", "\r\n"), ["one", "two"], []],
  ["a last line without its end", (one + two).trim(), ["one", "two"], []],
  ["two events on a line", `${one.trim()}${two}${one}`, ["one", "two", "one"], []],
  [
    "an event cut off before its last brace",
    `${one.trim().slice(0, -1)}${two}`,
    ["two"],
    [[1, "invalidJson"]],
  ],
  ["two torn lines before one that is whole", torn + torn + one, ["one"], [[1, "invalidJson"]]],
  ["torn lines around one that is whole", torn + one.trim() + torn, ["one"], skippedOn(1, 2)],
  [
    "a torn line with a whole object",
    '{"event_name":"a","error":{"message":"b"},"c\n',
    [],
    [[1, "invalidJson"]],
  ],
  ["braces in a text that was cut off", `{"event_name":"{} {a} {\\"b`, [], [[1, "invalidJson"]]],
  [
    "objects that are no events on a line",
    `{}{}\n${one.trim()}{}${two}`,
    ["one", "two"],
    [
      [1, "invalidJson"],
      [2, "noEventName"],
    ],
  ],
  ["NULs between events on a line", `${one.trim()}\0\0${two.trim()}\0\n`, ["one", "two"], []],
  ["JSON that is no object", `[]\n1\nnull\n"a"\n${one}`, ["one"], skipped(4, "notAnObject")],
  ["no event_name", `{"timestamp":"2026-03-01T00:00:00Z"}\n${one}`, ["one"], [[1, "noEventName"]]],
  ["no timestamp", `{"event_name":"a"}\n${one}`, ["one"], [[1, "noTimestamp"]]],
  [
    "timestamps that do not parse",
    ["soon", "2026-03-01 noon"].map((timestamp) => jsonl(row({ timestamp }))).join("") + one,
    ["one"],
    skipped(2, "invalidTimestamp"),
  ],
  [
    "timestamps that do not exist",
    ["2026-02-30T00:00:00Z", "2026-03-01T25:00:00Z"]
      .map((timestamp) => jsonl(row({ timestamp })))
      .join("") + one,
    ["one"],
    skipped(2, "nonexistentTimestamp"),
  ],
  ["a header that is torn", `{"kind":"header","con\n${one}`, ["one"], [[1, "invalidJson"]]],
  [
    "bytes that are not UTF-8",
    Buffer.concat([
      Buffer.from(one),
      Buffer.from([0xff, 0x0a]),
      Buffer.from(`${three.slice(0, -2)},"event_name":"a`),
      Buffer.from([0xc3]),
      Buffer.from('b"}\n'),
    ]),
    ["one", "a\ufffdb"],
    [[2, "invalidJson"]],
  ],
];

/** Several torn pieces on a line. */
function skippedOn(line: number, count: number): [number, Skip["reason"]][] {
  return Array.from({ length: count }, () => [line, "invalidJson"]);
}

function skipped(count: number, reason: Skip["reason"]): [number, Skip["reason"]][] {
  return Array.from({ length: count }, (_, index) => [index + 1, reason]);
}

for (const format of exportFormats) {
  describe(`a bad line costs itself alone (${format.id})`, () => {
    for (const [what, content, names, skips] of bad) {
      it(what, async () => {
        const fs = memoryFs({ [FILE]: content, "telemetry-2026-03-02.jsonl": last });
        const outcome = await runExport(fs, { format });
        assert.ok(outcome.kind === "exported");
        const document = fs.readFileSync(DESTINATION) as Buffer;
        assert.deepEqual(namesIn(format, document), [...names, "last"]);
        assert.deepEqual(
          outcome.skipped,
          skips.map(([line, reason]) => ({ file: FILE, line, reason })),
        );
      });
    }
  });
}

describe("what is odd but valid", () => {
  const time = '"timestamp":"2026-03-01T12:00:00Z"';
  /** The exported text of the lines, without what makes a list of them. */
  const exported = async (lines: readonly string[]): Promise<string[]> => {
    const fs = memoryFs({ [FILE]: lines.join("\n") });
    const outcome = await runExport(fs);
    assert.ok(outcome.kind === "exported");
    assert.deepEqual(outcome.skipped, []);
    return String(fs.readFileSync(DESTINATION)).slice(2, -3).split(",\n");
  };

  const kept: [what: string, line: string][] = [
    ["a key __proto__", `{"event_name":"a",${time},"__proto__":{"timestamp":"x","context":1}}`],
    ["keys of Object", `{"event_name":"a",${time},"constructor":1,"toString":null}`],
    [
      "unknown fields and a newer schema",
      `{"event_name":"a",${time},"schema_version":99,"new":[{}]}`,
    ],
    ["numbers beyond a double", `{"event_name":"a",${time},"n":[9007199254740993,1e999,-0]}`],
    [
      "nanoseconds and an offset",
      '{"event_name":"a","timestamp":"2026-03-01T12:00:00.123456789+05:30"}',
    ],
    ["space around it", `  {"event_name":"a", ${time} }\t`],
    ["a name of any characters", `{"event_name":"\\u0000\\ud83d\\ude00\u0085",${time}}`],
    ["an event whose kind is header", `{"kind":"header","event_name":"a",${time}}`],
  ];
  for (const [what, line] of kept) {
    it(`keeps ${what}`, async () => {
      assert.deepEqual(await exported([line]), [line]);
    });
  }

  it("takes two dialects in one file, and each header for the rows below it", async () => {
    const header = (id: number, version: number): string =>
      `{"kind":"header","schema_version":${version},${time},"context":{"id":${id}}}`;
    const bare = `{"event_name":"c",${time}}`;
    const own = `{"event_name":"a",${time},"context":{"id":0}}`;
    const gained = (id: number, version: number): string =>
      `{"event_name":"c",${time},"context":{"id":${id}},"schema_version":${version}}`;
    assert.deepEqual(
      await exported([bare, own, header(1, 1), bare, bare, header(2, 7), bare, own]),
      [
        bare,
        own,
        gained(1, 1),
        gained(1, 1),
        gained(2, 7),
        `${own.slice(0, -1)},"schema_version":7}`,
      ],
    );
  });

  it("keeps events out of order and of one moment as they are stored", async () => {
    const lines = ["12", "11", "11", "23", "00"].map(
      (hour, index) => `{"event_name":"${index}","timestamp":"2026-03-01T${hour}:00:00Z"}`,
    );
    assert.deepEqual(await exported(lines), lines);
  });

  it("counts events that are earlier than the one stored before them", async () => {
    const rows = ["12", "11", "11", "10", "13"].map((hour) => `2026-03-01T${hour}:00:00.000Z`);
    const nanos = ["14:00:00.000000002", "14:00:00.000000001"].map((time) => `2026-03-01T${time}Z`);
    const lines = [...rows, ...nanos].map((timestamp) => row({ timestamp }));
    for (const format of exportFormats.slice(0, 4)) {
      const outcome = await runExport(memoryFs({ [FILE]: jsonl(...lines) }), { format });
      assert.ok(outcome.kind === "exported");
      assert.equal(outcome.outOfOrderCount, 3, format.id);
    }
  });
});

describe("the words for what was left out", () => {
  const english = {
    t: (message: unknown, ...values: unknown[]) =>
      String(message).replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])),
  };

  it("name file, line, and how long a line is that is too long", () => {
    assert.equal(
      describeSkip({ file: FILE, line: 7, reason: "tooLong", length: 20_000_000 }, english),
      `${FILE}:7: The line is 20000000 bytes long. The limit is 16777216 bytes.`,
    );
  });
});
