import type { PbfWriter } from "pbf";
import { jsonText } from "../../../../text/jsonText";
import { MAX_DEPTH, uniqueFields } from "../nestedValue";
import { writeString } from "./writeString";

/** A value, and the number of lists and maps around it. */
interface NestedValue {
  readonly value: unknown;
  readonly depth: number;
}

/**
 * Writes the fields of an OTLP AnyValue. Its field numbers are those of opentelemetry-proto's
 * common.proto. AnyValue has no null, so a null in a list becomes the string `null`.
 */
export function writeAnyValue({ value, depth }: NestedValue, pbf: PbfWriter): void {
  if (typeof value === "string") {
    writeString(pbf, 1, value);
  } else if (typeof value === "boolean") {
    pbf.writeBooleanField(2, value);
  } else if (Number.isSafeInteger(value)) {
    pbf.writeVarintField(3, value as number);
  } else if (typeof value === "number") {
    pbf.writeDoubleField(4, value);
  } else if (typeof value !== "object" || value === null) {
    writeString(pbf, 1, "null");
  } else if (depth === MAX_DEPTH) {
    writeString(pbf, 1, jsonText(value));
  } else if (Array.isArray(value)) {
    pbf.writeMessage(5, writeElements, { value, depth: depth + 1 });
  } else {
    pbf.writeMessage(6, writeMembers, { value, depth: depth + 1 });
  }
}

/** Writes a KeyValue. */
export function writeKeyValue(
  { key, value, depth }: NestedValue & { readonly key: string },
  pbf: PbfWriter,
): void {
  writeString(pbf, 1, key);
  pbf.writeMessage(2, writeAnyValue, { value, depth });
}

function writeElements(
  { value, depth }: { readonly value: readonly unknown[]; readonly depth: number },
  pbf: PbfWriter,
): void {
  for (const element of value) {
    pbf.writeMessage(1, writeAnyValue, { value: element, depth });
  }
}

function writeMembers(
  { value, depth }: { readonly value: object; readonly depth: number },
  pbf: PbfWriter,
): void {
  for (const [key, member] of uniqueFields(value)) {
    pbf.writeMessage(1, writeKeyValue, { key, value: member, depth });
  }
}
