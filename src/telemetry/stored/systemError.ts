/** Whether an error comes from the operating system and has a code such as `EACCES`. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

/** The code of an error that has one. */
export function codeOf(error: unknown): string | undefined {
  return isSystemError(error) ? error.code : undefined;
}

/** Whether a file system call failed because a file or folder doesn't exist. */
export function isMissing(error: unknown): boolean {
  return isSystemError(error) && error.code === "ENOENT";
}

/** The error's message. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The error of reading something else than a file, which has a code as well. */
export function notAFile(path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${path} is not a file.`), { code: "NOT_A_FILE" });
}
