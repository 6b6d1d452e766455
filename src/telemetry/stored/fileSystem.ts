import type * as nodeFs from "node:fs";

/** The part of `node:fs` that recording and exporting need: the real one, or memfs in tests. */
export interface FileSystem {
  readonly createReadStream: typeof nodeFs.createReadStream;
  readonly rmSync: typeof nodeFs.rmSync;
  /** For thousands of files: Node's promises take three times as long as its callbacks. */
  readonly stat: typeof nodeFs.stat;
  readonly promises: Pick<
    typeof nodeFs.promises,
    | "access"
    | "mkdir"
    | "open"
    | "readdir"
    | "readlink"
    | "realpath"
    | "rename"
    | "rm"
    | "stat"
    | "truncate"
  >;
}

/** Mode of what is written: read and written by the user alone, since telemetry is private. */
export const PRIVATE_FILE_MODE = 0o600;

/** Mode of a folder for what is private. */
export const PRIVATE_FOLDER_MODE = 0o700;
