import type * as nodeFs from "node:fs";

/** The part of `node:fs` that recording and exporting need: the real one, or memfs in tests. */
export interface FileSystem {
  readonly createReadStream: typeof nodeFs.createReadStream;
  readonly promises: Pick<
    typeof nodeFs.promises,
    "chmod" | "mkdir" | "open" | "readdir" | "realpath" | "rename" | "rm" | "stat"
  >;
}
