/** Whether an error is one of the operating system's, with a code such as `EACCES`. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

/** Whether a file system call failed because there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return isSystemError(error) && error.code === "ENOENT";
}

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
