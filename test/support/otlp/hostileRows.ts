import fc, { type Arbitrary } from "fast-check";
import { type HostileTimestamp, hostileTimestamp } from "./hostileTimestamps";

/** A stored line that is a valid event, and the time of its timestamp. */
export interface HostileRow extends HostileTimestamp {
  readonly line: string;
}

// Generates JSON text and not values, because values can't represent 1e999, -0 or a field named
// __proto__.
const quoted = (text: string): string => JSON.stringify(text);

const numberText = fc.oneof(
  fc.constantFrom(
    ...["0", "-0", "1", "-1", "1.0", "-0.0", "1E3", "0.1", "1e-400", "5e-324", "-5e-324"],
    ...["9007199254740991", "9007199254740992", "9007199254740993", "-9007199254740991"],
    ...["-9007199254740992", "9223372036854775807", "9223372036854775808", "1e999", "-1e999"],
    ...["-9223372036854775808", "-9223372036854775809", "18446744073709551616", "1e21"],
    ...["1.7976931348623157e308", "4294967296", "2147483648", "1e20", "123456789.000000001"],
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.integer().map(String),
);

const text = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "null",
    "{}",
    "NaN",
    "true",
    "\ud800",
    "\udfff",
    "\udc00\ud800",
    "1e999",
  ),
  fc
    .array(
      fc.constantFrom(
        ...Array.from('aü€😀"\\/\0\n\r\t\u007f\u0085\u2028\u2029\ufeff\ufffd'),
        "\ud83d",
        "\ude00",
      ),
      {
        maxLength: 8,
      },
    )
    .map((units) => units.join("")),
  fc.string({ unit: "binary" }),
);

const key = fc.oneof(
  fc.constantFrom(
    ...["", "a", "b", "coder.", "coder.a", "coder.b", "coder.coder.a", "result", "message", "code"],
    ...["__proto__", "constructor", "toString", "hasOwnProperty", "length", "then", "toJSON"],
    ...["exception.message", "error.type", "log.record.uid", "event.sequence", "trace_id"],
    ...["coder.event.sequence", "coder.trace_id", "coder.timestamp", "coder.error.code", "kind"],
    ...["k\ud800", "k\udfff", "k\ufffd", "properties", "service.name", "\u2028", "\0"],
  ),
  text,
);

const scalarText = fc.oneof(numberText, text.map(quoted), fc.constantFrom("true", "false", "null"));

const { value: valueText } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 5 },
    { weight: 4, arbitrary: scalarText },
    { weight: 1, arbitrary: tie("list") },
    { weight: 1, arbitrary: tie("object") },
  ),
  list: fc.array(tie("value"), { maxLength: 4 }).map((values) => `[${values.join(",")}]`),
  object: objectText(tie("value"), 4),
}));

function objectText(value: Arbitrary<string>, maxLength: number): Arbitrary<string> {
  return fc
    .array(fc.tuple(key, value), { maxLength })
    .map((fields) => `{${fields.map(([name, json]) => `${quoted(name)}:${json}`).join(",")}}`);
}

/** Objects with some of these fields and some others. */
function fieldsText(
  fields: Record<string, Arbitrary<string>>,
  maxOthers: number,
): Arbitrary<string> {
  const known = fc.record(fields, { requiredKeys: [] });
  return fc.tuple(known, objectText(valueText, maxOthers)).map(([record, others]) => {
    const members = Object.entries(record).map(([name, json]) => `${quoted(name)}:${json}`);
    return `{${[...members, ...(others === "{}" ? [] : [others.slice(1, -1)])].join(",")}}`;
  });
}

const hex = (digits: number): Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...Array.from("0123456789abcdefABCDEF")),
    minLength: digits,
    maxLength: digits,
  });

const idText = fc.oneof(
  fc.oneof(hex(16), hex(32), hex(15), hex(33), fc.uuid()).map(quoted),
  fc
    .constantFrom("0".repeat(16), "0".repeat(32), `${"a".repeat(15)}\n`, "ａ".repeat(16), "")
    .map(quoted),
  valueText,
);

const result = fc.constantFrom("success", "error", "aborted", "", "Error").map(quoted);
const mostly = (usual: Arbitrary<string>): Arbitrary<string> =>
  fc.oneof({ weight: 5, arbitrary: usual }, { weight: 1, arbitrary: valueText });

const url = fc.constantFrom('""', '"https://a.example"', '"https://b.example"');
/** The context of a row or of a file's header. */
export const hostileContext = fieldsText(
  {
    extension_version: mostly(text.map(quoted)),
    session_id: mostly(fc.constantFrom('"s1"', '"s2"')),
    machine_id: mostly(text.map(quoted)),
    os_type: mostly(fc.constantFrom('"win32"', '"sunos"', '"linux"', '"constructor"')),
    os_version: mostly(text.map(quoted)),
    host_arch: mostly(fc.constantFrom('"x64"', '"arm"', '"ia32"', '"ppc"', '"__proto__"')),
    platform_name: mostly(text.map(quoted)),
    platform_version: mostly(text.map(quoted)),
    deployment_url: mostly(url),
  },
  1,
);

const optionalFields = fc.record(
  {
    event_id: idText,
    trace_id: idText,
    parent_event_id: idText,
    event_sequence: mostly(numberText),
    schema_version: mostly(fc.constant("1")),
    deployment_url: mostly(url),
    context: mostly(hostileContext),
    properties: mostly(fieldsText({ result }, 6)),
    measurements: mostly(objectText(fc.oneof(numberText, valueText), 6)),
    error: mostly(fieldsText({ message: scalarText, type: scalarText, code: scalarText }, 2)),
  },
  { requiredKeys: [] },
);

/** Whether a later field with this name would replace a required field. */
const isReplacing = (name: string): boolean => name === "event_name" || name === "timestamp";

/** Rows that are valid events, but otherwise as unusual as JSON allows. */
export const hostileRow: Arbitrary<HostileRow> = fc
  .record({
    name: text.filter((name) => name !== ""),
    time: hostileTimestamp,
    fields: optionalFields,
    others: fc.array(fc.tuple(key, valueText), { maxLength: 3 }),
    isReversed: fc.boolean(),
  })
  .map(({ name, time, fields, others, isReversed }) => {
    const members = [
      ["event_name", quoted(name)],
      ["timestamp", quoted(time.timestamp)],
      ...Object.entries(fields),
      ...others.filter(([other]) => !isReplacing(other)),
    ].map(([member = "", json = ""]) => `${quoted(member)}:${json}`);
    const line = `{${(isReversed ? members.reverse() : members).join(",")}}`;
    return { ...time, line };
  });
