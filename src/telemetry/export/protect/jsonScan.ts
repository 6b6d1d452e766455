// Strings in JSON text that is known to be valid.

/** The index behind the string that begins at `start`. */
export function stringEnd(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (isEscaped(json, end)) {
    end = json.indexOf('"', end + 1);
  }
  return end + 1;
}

function isEscaped(json: string, quote: number): boolean {
  let start = quote;
  while (json[start - 1] === "\\") {
    start--;
  }
  return (quote - start) % 2 === 1;
}

/** The text of a string with its quotes. */
export function decodeString(json: string, start: number, end: number): string {
  const raw = json.slice(start + 1, end - 1);
  return raw.includes("\\") ? (JSON.parse(json.slice(start, end)) as string) : raw;
}

/** Whether what ends before `end` is a key. */
export function isFollowedByColon(json: string, end: number): boolean {
  let index = end;
  while (json[index] === " " || json[index] === "\t" || json[index] === "\r") {
    index++;
  }
  return json[index] === ":";
}
