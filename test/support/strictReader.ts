// A reader of dialect C as strict as can be: it takes what the Coder extension documents, and no field more.

/** A row as a strict reader gives it. */
export type StrictRow = Readonly<Record<string, unknown>> & { readonly event_name: string };

/** A telemetry file that was read whole. */
export interface StrictFile {
  readonly header: Readonly<Record<string, unknown>>;
  readonly rows: readonly StrictRow[];
}

/** Says what is wrong with a value; undefined when nothing is. */
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
 * @throws Error that names the first bad line, and what is wrong with it.
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

/** An object of these fields, and of no others. */
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

/** An object of any fields, each of which is so. */
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
