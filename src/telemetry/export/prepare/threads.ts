import type { MessagePort } from "node:worker_threads";
import type { Piece, PreparedEvents, PrepareOptions } from "./prepareEvents";
import { sizeOf, Spares, type Preparer } from "./preparer";
import type { SmallFile } from "./smallFile";

/** What a thread that prepares is told when it starts. */
export interface PreparingThreadData extends PrepareOptions {
  /** The id of a registered format. */
  readonly format: string;
  /** Where it is asked, and answers. */
  readonly port: MessagePort;
}

/** Prepares on the threads behind these ports. One that fails never answers: who has started it knows. */
export function prepareOnThreads(ports: readonly MessagePort[]): Preparer {
  const threads = ports.map((port) => new Thread(port));
  const spares = new Spares();
  const idlest = (): Thread => threads.reduce((a, b) => (b.waiting < a.waiting ? b : a));
  return {
    prepare: (piece) => idlest().prepare(piece, spares.take(sizeOf(piece))),
    prepareFile: (file) => idlest().prepareFile(file, spares.take(file.size)),
    recycle: (events) => {
      spares.add(events);
    },
  };
}

/** What a thread is asked to prepare, and memory for it. */
export type Request = (Piece | SmallFile) & { readonly memory: ArrayBuffer };

/** What it answers: undefined where a small file is to be read here. */
export type Answer = PreparedEvents | undefined;

class Thread {
  private readonly port: MessagePort;
  private readonly queue: ((answer: Answer) => void)[] = [];

  constructor(port: MessagePort) {
    this.port = port;
    port.on("message", (answer: Answer) => {
      this.queue.shift()?.(answer);
    });
  }

  get waiting(): number {
    return this.queue.length;
  }

  prepare({ parts, header, extensionId }: Piece, memory: ArrayBuffer): Promise<PreparedEvents> {
    return this.ask({ parts, header, extensionId, memory }, [
      ...parts.map(({ buffer }) => buffer),
      memory,
    ]);
  }

  prepareFile({ path, size, extensionId }: SmallFile, memory: ArrayBuffer): Promise<Answer> {
    return this.ask({ path, size, extensionId, memory }, [memory]);
  }

  /** @param transfer what is the thread's from then on. */
  private ask<T extends Answer>(request: Request, transfer: readonly ArrayBuffer[]): Promise<T> {
    this.port.postMessage(request, transfer);
    return new Promise<T>((resolve) => {
      this.queue.push(resolve as (answer: Answer) => void);
    });
  }
}
