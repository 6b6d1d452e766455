import { type DescField, type DescMessage, fromJsonString } from "@bufbuild/protobuf";
import { isObject } from "../../../src/telemetry/stored/event";
import { type LogsRequest, decodeLogsRequest } from "./logsRequest";
import { scalarDefect } from "./scalarDefect";
import { requestSchemas } from "./schemas";

/**
 * Maximum nesting of `{` and `[` in a document: the lowest default limit of the JSON parsers that
 * receivers use. It is that of System.Text.Json. serde_json allows 128 levels, and protobuf 100
 * messages.
 */
const MAX_DEPTH = 64;

type Json = Readonly<Record<string, unknown>>;

/**
 * Validates and decodes an OTLP/JSON logs request. Throws an error if the request violates the OTLP
 * specification or some receiver would reject it. The error's message starts with the JSON path of
 * the first problem.
 */
export function judge(text: string): LogsRequest {
  judgeRequest(requestSchemas.logs, text);
  return decodeLogsRequest(text);
}

/** Validates an OTLP/JSON request of any signal like {@link judge}, and returns its JSON. */
export function judgeRequest(schema: DescMessage, text: string): unknown {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new Violation("$", `is not one JSON value: ${String(error)}`);
  }
  checkMessage(schema, document, "$", 1);
  try {
    fromJsonString(schema, text, { ignoreUnknownFields: false });
  } catch (error) {
    throw new Violation("$", `is refused by the official reader: ${String(error)}`);
  }
  return document;
}

class Violation extends Error {
  constructor(path: string, defect: string) {
    super(`${path} ${defect}`);
  }
}

function checkMessage(type: DescMessage, json: unknown, path: string, depth: number): void {
  if (depth > MAX_DEPTH) {
    throw new Violation(path, `is nested deeper than ${MAX_DEPTH} levels`);
  }
  if (!isObject(json)) {
    throw new Violation(path, `is not a ${type.name}: ${described(json)}`);
  }
  for (const [name, value] of Object.entries(json)) {
    const member = `${path}.${name}`;
    const field = type.fields.find(({ jsonName }) => jsonName === name);
    if (!field) {
      throw new Violation(member, `is no field of ${type.name}`);
    }
    checkField(field, value, member, depth);
  }
  messageRules.get(type.name)?.(json, path);
}

function checkField(field: DescField, value: unknown, path: string, depth: number): void {
  if (field.fieldKind !== "list") {
    checkElement(field, value, path, depth);
    return;
  }
  if (!Array.isArray(value)) {
    throw new Violation(path, `is not a list: ${described(value)}`);
  }
  value.forEach((element, index) => {
    checkElement(field, element, `${path}[${index}]`, depth + 1);
  });
  if (field.message?.name === "KeyValue") {
    checkKeys(value as readonly { readonly key: string }[], field.name === "attributes", path);
  }
}

function checkElement(field: DescField, value: unknown, path: string, depth: number): void {
  if (field.message) {
    checkMessage(field.message, value, path, depth + 1);
    return;
  }
  const defect = scalarDefect(field, value);
  if (defect !== undefined) {
    throw new Violation(path, `${defect}: ${described(value)}`);
  }
}

/**
 * Checks a list's keys. The specification requires unique keys in all lists and non-empty keys in
 * attributes.
 */
function checkKeys(list: readonly { readonly key: string }[], named: boolean, path: string): void {
  const keys = new Set<string>();
  for (const [index, { key }] of list.entries()) {
    if (named && key === "") {
      throw new Violation(`${path}[${index}].key`, "is empty");
    }
    if (keys.has(key)) {
      throw new Violation(`${path}[${index}].key`, `is taken: ${described(key)}`);
    }
    keys.add(key);
  }
}

/** Rules that involve several fields of a message. */
const messageRules = new Map([
  ["KeyValue", requireKeyAndValue],
  ["AnyValue", requireOneValue],
]);

function requireKeyAndValue(json: Json, path: string): void {
  for (const field of ["key", "value"]) {
    if (!Object.hasOwn(json, field)) {
      throw new Violation(`${path}.${field}`, "is absent");
    }
  }
}

function requireOneValue(json: Json, path: string): void {
  const count = Object.keys(json).length;
  if (count !== 1) {
    throw new Violation(path, `holds ${count} values instead of one`);
  }
}

function described(value: unknown): string {
  return JSON.stringify(value).slice(0, 80);
}
