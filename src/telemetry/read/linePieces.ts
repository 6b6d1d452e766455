import { type JsonScan, scanJson, stringEnd } from "../stored/jsonValue";

/** A part of a line. */
export interface LinePiece {
  readonly text: string;
  /** Whether it is a JSON object. Otherwise, it is what stands between objects. */
  readonly isObject: boolean;
}

/**
 * What is ignored between objects: blanks, byte-order marks, which are left when files are joined,
 * and NULs, which a disk failure can leave.
 */
const FILL = /^[ \t\ufeff\0]*$/;

/**
 * Divides a line that is not valid JSON into the JSON objects in it, from left to right, and what
 * stands between them. Two rows share a line if the newline between them was lost, and a row that
 * was cut off is followed by whole ones. Takes linear time.
 */
export function* piecesOf(line: string): Generator<LinePiece, void, undefined> {
  let end = 0;
  let isFound = false;
  for (const { start, end: next } of objectsIn(line)) {
    yield* between(line.slice(end, start));
    yield { text: line.slice(start, next), isObject: true };
    end = next;
    isFound = true;
  }
  yield* isFound ? between(line.slice(end)) : [{ text: line, isObject: false }];
}

function between(text: string): readonly LinePiece[] {
  return FILL.test(text) ? [] : [{ text, isObject: false }];
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function* objectsIn(line: string): Generator<Range, void, undefined> {
  for (let start = line.indexOf("{"); start >= 0;) {
    const scan = scanJson(line, start);
    if (scan.isWhole) {
      yield { start, end: scan.end };
    } else {
      yield* wholeObjectsIn(line, start, scan);
    }
    // An object that was cut off in a string can be followed by another one in what looks like the
    // string: in `{"event_na{"event_name":`, the first string is `event_na{`.
    start = line.indexOf("{", scan.isWhole ? scan.end : Math.max(start + 1, scan.doubtful));
  }
}

/** The whole objects in an object or list that was cut off, which can be rows: `{"error":{"event_name":…}`. */
function* wholeObjectsIn(
  line: string,
  start: number,
  { doubtful, open }: JsonScan,
): Generator<Range, void, undefined> {
  const cutOff = open.values();
  let next = cutOff.next();
  for (let index = start; index < doubtful;) {
    const char = line.charAt(index);
    if (index === next.value) {
      next = cutOff.next();
      index++;
    } else if (char === "{") {
      const { end } = scanJson(line, index);
      yield { start: index, end };
      index = end;
    } else {
      index = (char === '"' ? stringEnd(line, index) : undefined) ?? index + 1;
    }
  }
}
