// A strict reader of dialect C. Accepts only the fields that the Coder extension documents.

/** A row that a strict reader has accepted. */
export type StrictRow = Readonly<Record<string, unknown>> & { readonly event_name: string };

/** A telemetry file that is completely valid. */
export interface StrictFile {
  readonly header: Readonly<Record<string, unknown>>;
  readonly rows: readonly StrictRow[];
}

/** Describes what is wrong with a value. Returns undefined if it is valid. */
type Check = (value: unknown) => string | undefined;

const text = typed("string");
const number = typed("number");
const hex = (digits: number): Check => matching(new RegExp(`^[0-9a-f]{${digits}}$`));
const timestamp = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

const header = fields({
  kind: oneOf("header"),
  schema_version: oneOf(1),
  timestamp,
  context: fields({
    extension_version: text,
    machine_id: text,
    session_id: hex(32),
    os_type: oneOf("linux", "darwin", "windows"),
    os_version: text,
    host_arch: text,
    platform_name: text,
    platform_version: text,
  }),
});

const row = fields(
  {
    event_id: hex(16),
    event_name: matching(/./),
    timestamp,
    event_sequence: (value) =>
      Number.isSafeInteger(value) && Number(value) >= 0 ? undefined : "is no count",
    properties: all(text),
    measurements: all(number),
    deployment_url: text,
  },
  {
    trace_id: hex(32),
    parent_event_id: hex(16),
    error: fields({ message: text }, { type: text, code: text }),
  },
);

/**
 * Reads a telemetry file of dialect C.
 *
 * @throws Error with the first invalid line and the reason.
 */
export function readStrictly(content: string): StrictFile {
  const lines = content.split("\n");
  if (lines.pop() !== "") {
    throw new Error(`Line ${lines.length + 1} has no end.`);
  }
  const [first, ...others] = lines.map((line, index) => {
    const value = parse(line);
    const problem = (index === 0 ? header : row)(value);
    if (problem !== undefined) {
      throw new Error(`Line ${index + 1} ${problem}.`);
    }
    return value as StrictRow;
  });
  if (!first) {
    throw new Error("There is no header.");
  }
  return { header: first, rows: others };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function typed(type: "string" | "number"): Check {
  return (value) => (typeof value === type ? undefined : `is no ${type}`);
}

function oneOf(...values: readonly unknown[]): Check {
  return (value) => (values.includes(value) ? undefined : `is none of ${values.join(", ")}`);
}

function matching(pattern: RegExp): Check {
  return (value) =>
    typeof value === "string" && pattern.test(value) ? undefined : `does not match ${pattern}`;
}

/** Checks that a value is an object with only these fields. */
function fields(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  const checks = { ...optional, ...required };
  return (value) => {
    if (!isObject(value)) {
      return "is no object";
    }
    const names = new Set([...Object.keys(value), ...Object.keys(required)]);
    return firstProblem([...names], (name) =>
      Object.hasOwn(checks, name) ? checks[name]?.(value[name]) : "is unknown",
    );
  };
}

/** Checks that a value is an object and each of its fields passes `check`. */
function all(check: Check): Check {
  return (value) =>
    isObject(value)
      ? firstProblem(Object.keys(value), (name) => check(value[name]))
      : "is no object";
}

function firstProblem(
  names: readonly string[],
  check: (name: string) => string | undefined,
): string | undefined {
  for (const name of names) {
    const problem = check(name);
    if (problem !== undefined) {
      return `${name} ${problem}`;
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
