/** What the disk that a bundle is unpacked to has failed with, as the cause. */
export class UnpackError extends Error {
  constructor(cause: unknown) {
    super("unpackError", { cause });
    this.name = "UnpackError";
  }
}

/** Rejects with an UnpackError. */
export async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new UnpackError(error);
  }
}
