/** An error in its recorded form. */
export interface RecordedError {
  readonly message: string;
  readonly type: string;
  readonly code?: string;
}

/** Further causes are omitted, because a getter can return a new one each time. */
const MAX_ERRORS = 10;

/** The usual names of error classes. Others could be text that identifies a person or machine. */
const CLASS_NAME = /^(?=.{1,64}$)(?:[A-Z][A-Za-z]*)?(?:Error|Exception)$/;

/**
 * A code such as `EACCES`, `ERR_HTTP2_ERROR` or `destinationUnwritable`. Digits only count in codes
 * of the system and of Node.js, because tokens and IDs contain digits, too.
 */
const CODE = /^(?=.{1,64}$)(?:[A-Za-z_]+|E[A-Z0-9_]+)$/;

/**
 * Returns the type and codes of an error and its causes. Messages are omitted, because they can
 * quote a path or text that a user typed. So are types and codes that don't look like ones. `message`
 * lists types and codes, outermost first, for example `Error: destinationUnwritable: ENOSPC`. Never
 * throws, even if the error's fields do.
 */
export function toRecordedError(error: unknown): RecordedError {
  const chain = causes(error);
  const codes = chain.map((each) => match(CODE, each, "code")).filter((code) => code !== undefined);
  const [first] = chain;
  const type = first ? (match(CLASS_NAME, first, "name") ?? "Error") : typeof error;
  const code = codes.at(-1);
  return { message: [type, ...codes].join(": "), type, ...(code !== undefined && { code }) };
}

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (
    let next = error;
    isError(next) && !chain.includes(next) && chain.length < MAX_ERRORS;
    next = read(next, "cause")
  ) {
    chain.push(next);
  }
  return chain;
}

/** Whether a value is an error. A proxy can throw instead of answering. */
function isError(value: unknown): value is Error {
  try {
    return value instanceof Error;
  } catch {
    return false;
  }
}

/** Returns a field if it is a string of this form. Programs can set it to any value. */
function match(form: RegExp, error: Error, key: "name" | "code"): string | undefined {
  const value = read(error, key);
  return typeof value === "string" && form.test(value) ? value : undefined;
}

/** Returns a field, or undefined if reading it throws. */
function read(error: Error, key: string): unknown {
  try {
    return Reflect.get(error, key);
  } catch {
    return undefined;
  }
}
