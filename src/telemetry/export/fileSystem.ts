import type * as nodeFs from "node:fs";

/** The part of `node:fs` that an export needs: the real one, or memfs in tests. */
export interface FileSystem {
  readonly createReadStream: typeof nodeFs.createReadStream;
  readonly promises: Pick<
    typeof nodeFs.promises,
    "chmod" | "open" | "readdir" | "realpath" | "rename" | "rm" | "stat"
  >;
}
