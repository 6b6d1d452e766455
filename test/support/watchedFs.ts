import * as fs from "node:fs";
import type { FileSystem } from "../../src/telemetry/fileSystem";

/** A call of the file system, such as `rename` or, of an open file, `file.sync`; `path` of the file. */
export interface FileSystemCall {
  readonly name: string;
  readonly path: string;
}

/** The real file system, which asks `before` each call; what that throws, the call fails with. */
export function watchedFs(before: (call: FileSystemCall) => void): FileSystem {
  const createReadStream = (...args: Parameters<typeof fs.createReadStream>): fs.ReadStream => {
    const stream = fs.createReadStream(...args);
    try {
      before({ name: "createReadStream", path: String(args[0]) });
    } catch (error) {
      stream.once("open", () => stream.destroy(error as Error));
    }
    return stream;
  };
  const promises = watch(fs.promises, (name, [path]) => {
    before({ name, path: String(path) });
  });
  const open = async (...args: Parameters<typeof fs.promises.open>): Promise<unknown> => {
    const handle = await promises.open(...args);
    const path = String(args[0]);
    return watch(handle, (name) => {
      before({ name: `file.${name}`, path });
    });
  };
  return {
    createReadStream,
    rmSync: fs.rmSync,
    promises: overlay(promises, { open }),
  };
}

function watch<T extends object>(
  target: T,
  before: (name: string, args: readonly unknown[]) => void,
): T {
  return new Proxy(target, {
    get: (_, key) => {
      const value = Reflect.get(target, key) as unknown;
      return typeof value !== "function"
        ? value
        : async (...args: unknown[]) => {
            if (key === "close") {
              // A close that fails has closed the file all the same.
              await Reflect.apply(value, target, args);
              before(key, args);
              return undefined;
            }
            before(String(key), args);
            return (await Reflect.apply(value, target, args)) as unknown;
          };
    },
  });
}

function overlay<T extends object>(target: T, own: object): T {
  return new Proxy(target, {
    get: (_, key) => Reflect.get(Object.hasOwn(own, key) ? own : target, key) as unknown,
  });
}

/** An error as the operating system's. */
export function systemError(code: string, what: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: injected, ${what}`), { code });
}
