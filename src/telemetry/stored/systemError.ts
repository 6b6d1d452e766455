/** Whether an error comes from the operating system and has a code such as `EACCES`. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

/** Whether a file system call failed because a file or folder doesn't exist. */
export function isMissing(error: unknown): boolean {
  return isSystemError(error) && error.code === "ENOENT";
}

/** The error's message. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
