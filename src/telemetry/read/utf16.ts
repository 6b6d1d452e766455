/** Number of bytes that are checked. The first row is always longer. */
const START_LENGTH = 32;

/** The code of the error that {@link refuseUtf16} throws. */
export const UTF16 = "UTF16";

/**
 * Passes the chunks of a file on. Throws an error with the code {@link UTF16} if the file starts
 * like UTF-16, in which editors and PowerShell can save files.
 */
export async function* refuseUtf16(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  let start: Buffer | undefined = Buffer.alloc(0);
  try {
    for await (const chunk of chunks) {
      if (!start) {
        yield chunk;
        continue;
      }
      start = start.length > 0 ? Buffer.concat([start, chunk]) : chunk;
      if (start.length >= START_LENGTH) {
        yield checked(start);
        start = undefined;
      }
    }
  } catch (error) {
    // What was read before the error is not lost.
    const read = start;
    start = undefined;
    if (read) {
      yield checked(read);
    }
    throw error;
  }
  if (start) {
    yield checked(start);
  }
}

function checked(start: Buffer): Buffer {
  if (isUtf16(start.subarray(0, START_LENGTH))) {
    throw Object.assign(new Error("The file is encoded in UTF-16."), { code: UTF16 });
  }
  return start;
}

/** Whether a file starts with a byte-order mark of UTF-16, or every other byte is NUL, as in English UTF-16. */
function isUtf16(start: Buffer): boolean {
  const mark = start.length >= 2 ? start.readUInt16BE(0) : 0;
  if (mark === 0xfffe || mark === 0xfeff) {
    return true;
  }
  const isNul = Array.from(start, (byte) => byte === 0);
  const isAlternating = isNul.every((each, index) => each !== isNul[index + 1]);
  return start.length === START_LENGTH && isAlternating;
}
