import { type DescField, ScalarType } from "@bufbuild/protobuf";

type Check = (value: unknown) => string | undefined;

/**
 * Describes what is wrong with the JSON value of a field that isn't a message. Returns undefined if
 * it is valid.
 */
export function scalarDefect(field: DescField, value: unknown): string | undefined {
  const check =
    byName.get(field.name) ?? (field.scalar === undefined ? undefined : byType.get(field.scalar));
  // If newer definitions cause this error, add a check for the new kind of field.
  return check ? check(value) : `is of a kind that the judge does not know (${field.toString()})`;
}

function must(hold: (value: unknown) => boolean, defect: string): Check {
  return (value) => (hold(value) ? undefined : defect);
}

function integer(min: bigint, max: bigint): Check {
  const isInRange = (text: string): boolean => BigInt(text) >= min && BigInt(text) <= max;
  return must(
    (value) => typeof value === "string" && /^(?:0|-?[1-9]\d*)$/.test(value) && isInRange(value),
    `is not a decimal string from ${min.toString()} to ${max.toString()}`,
  );
}

function integerNumber(min: number, max: number): Check {
  return must(
    (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
    `is not a whole number from ${min} to ${max}`,
  );
}

function hexId(digits: number): Check {
  return must(
    (value) =>
      typeof value === "string" &&
      value.length === digits &&
      /^[0-9a-f]+$/.test(value) &&
      /[^0]/.test(value),
    `is not ${digits} lower-case hex digits, not all zero`,
  );
}

/** Fields for which OTLP has stricter rules than Protobuf. */
const byName = new Map<string, Check>([
  ["trace_id", hexId(32)],
  ["span_id", hexId(16)],
  ["parent_span_id", hexId(16)],
  ["kind", integerNumber(1, 5)],
  ["code", integerNumber(0, 2)],
  ["aggregation_temporality", integerNumber(1, 2)],
  ["severity_number", integerNumber(1, 24)],
]);

const byType = new Map<ScalarType, Check>([
  [ScalarType.BOOL, must((value) => typeof value === "boolean", "is not true or false")],
  [ScalarType.BYTES, must(isBase64, "is not base64")],
  [ScalarType.DOUBLE, must(isDouble, 'is not a number, "NaN", "Infinity" or "-Infinity"')],
  [ScalarType.FIXED32, integerNumber(0, 2 ** 32 - 1)],
  [ScalarType.FIXED64, integer(0n, (1n << 64n) - 1n)],
  [ScalarType.INT64, integer(-(1n << 63n), (1n << 63n) - 1n)],
  [ScalarType.SFIXED64, integer(-(1n << 63n), (1n << 63n) - 1n)],
  [ScalarType.STRING, must(isWellFormed, "is not a well-formed string")],
  [ScalarType.UINT32, integerNumber(0, 2 ** 32 - 1)],
]);

/** `JSON.parse` accepts an unquoted 1e999, but receivers don't. */
function isDouble(value: unknown): boolean {
  return typeof value === "number"
    ? Number.isFinite(value)
    : value === "NaN" || value === "Infinity" || value === "-Infinity";
}

function isBase64(value: unknown): boolean {
  return typeof value === "string" && Buffer.from(value, "base64").toString("base64") === value;
}

function isWellFormed(value: unknown): boolean {
  return typeof value === "string" && value.isWellFormed();
}
