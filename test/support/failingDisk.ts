import type { MemoryFs } from "./telemetry";

/** Makes opening any file fail until the returned function is called. */
export function breakDisk(fs: MemoryFs): () => void {
  const { open } = fs.promises;
  fs.promises.open = () => Promise.reject(Object.assign(new Error("EIO"), { code: "EIO" }));
  return () => {
    fs.promises.open = open;
  };
}

/** Makes opening any file wait until the returned function is called. */
export function hangDisk(fs: MemoryFs): () => void {
  const { open } = fs.promises;
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  fs.promises.open = (...args) => answered.then(() => open.apply(fs.promises, args));
  return answer;
}

/**
 * Makes writing fail after this many bytes, as on a full disk, until the returned function is
 * called.
 */
export function fillDisk(fs: MemoryFs, bytes: number): () => void {
  const { open } = fs.promises;
  let left = bytes;
  fs.promises.open = async (...args) => {
    const file = await open.apply(fs.promises, args);
    const write = file.write.bind(file);
    const writeSome = async (
      buffer: Uint8Array,
      offset: number,
      length: number,
    ): Promise<{ bytesWritten: number }> => {
      if (left === 0) {
        throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
      }
      const result = await write(buffer, offset, Math.min(length, left));
      left -= result.bytesWritten;
      return result;
    };
    file.write = writeSome as typeof file.write;
    return file;
  };
  return () => {
    fs.promises.open = open;
  };
}
