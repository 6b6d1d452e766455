import * as fs from "node:fs";
import { callbackify } from "node:util";
import type { FileSystem } from "../../src/telemetry/stored/fileSystem";

/**
 * A call to the file system, such as `rename`, or `file.sync` for an open file. `path` is the
 * file's path.
 */
export interface FileSystemCall {
  readonly name: string;
  readonly path: string;
}

/**
 * The real file system. Calls `before` on each call. If `before` throws, the call fails with that
 * error.
 */
export function watchedFs(before: (call: FileSystemCall) => void): FileSystem {
  const handles = new WeakMap<object, fs.promises.FileHandle>();
  const createReadStream: FileSystem["createReadStream"] = (path, options) => {
    const { fd, ...others } = (options ?? {}) as { fd?: object };
    // `createReadStream` only accepts Node.js's own file handles, so the original handle is passed.
    const stream = fs.createReadStream(path, { ...others, fd: fd && handles.get(fd) });
    try {
      before({ name: "createReadStream", path: String(path) });
    } catch (error) {
      process.nextTick(() => stream.destroy(error as Error));
    }
    return stream;
  };
  const promises = watch(fs.promises, (name, [path]) => {
    before({ name, path: String(path) });
  });
  const open = async (...args: Parameters<typeof fs.promises.open>): Promise<unknown> => {
    const handle = await promises.open(...args);
    const path = String(args[0]);
    const watched = watch(handle, (name) => {
      before({ name: `file.${name}`, path });
    });
    handles.set(watched, handle);
    return watched;
  };
  return {
    createReadStream,
    rmSync: fs.rmSync,
    stat: withCallback(async (path, options) => promises.stat(path, options)),
    promises: overlay(promises, { open }),
  };
}

/** Converts a function like `fs.promises.stat` to one like `fs.stat`. */
export function withCallback(
  stat: (path: string, options: fs.StatOptions) => Promise<unknown>,
): FileSystem["stat"] {
  return callbackify(stat) as unknown as FileSystem["stat"];
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
              // As on Linux, the file is closed even if `close` fails
              // (https://man7.org/linux/man-pages/man2/close.2.html).
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

/** Creates an error like those of the operating system. */
export function systemError(code: string, what: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: injected, ${what}`), { code });
}
