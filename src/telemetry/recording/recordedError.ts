/** An error in its recorded form. */
export interface RecordedError {
  readonly message: string;
  readonly type: string;
  readonly code?: string;
}

/**
 * Returns the type and codes of an error and its causes. Messages are omitted, because they can
 * quote a path or text that a user typed. `message` lists types and codes, outermost first, for
 * example `Error: destinationUnwritable: ENOSPC`.
 */
export function toRecordedError(error: unknown): RecordedError {
  const chain = causes(error);
  const codes = chain.map(codeOf).filter((code) => code !== undefined);
  const type = error instanceof Error ? nameOf(error) : typeof error;
  const code = codes.at(-1);
  return { message: [type, ...codes].join(": "), type, ...(code !== undefined && { code }) };
}

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let next = error; next instanceof Error && !chain.includes(next); next = next.cause) {
    chain.push(next);
  }
  return chain;
}

/** The error's `name` as a string. Programs can set it to any value. */
function nameOf({ name }: { readonly name: unknown }): string {
  return String(name);
}

/**
 * A code such as `EACCES` or `destinationUnwritable`. Only a single word counts, because it must
 * not contain user text.
 */
function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" && /^\w{1,64}$/.test(error.code)
    ? error.code
    : undefined;
}
