/** An error as it is recorded. */
export interface RecordedError {
  readonly message: string;
  readonly type: string;
  readonly code?: string;
}

/**
 * The kind and the codes of an error and its causes, and never its message, which can quote what a
 * person typed or a path. `message` lists them, outermost first: `Error: destinationUnwritable: ENOSPC`.
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

/** Its kind, as a text, whatever a program has put there. */
function nameOf({ name }: { readonly name: unknown }): string {
  return String(name);
}

/** A code such as `EACCES` or `destinationUnwritable`: a word that a program chose. */
function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" && /^\w{1,64}$/.test(error.code)
    ? error.code
    : undefined;
}
