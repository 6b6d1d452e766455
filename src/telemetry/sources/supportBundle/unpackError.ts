/** The files of a bundle can't be written to disk. `cause` is the reason. */
export class UnpackError extends Error {
  constructor(cause: unknown) {
    super("unpackError", { cause });
    this.name = "UnpackError";
  }
}

/** Replaces the error of `work` with an UnpackError. */
export async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new UnpackError(error);
  }
}
