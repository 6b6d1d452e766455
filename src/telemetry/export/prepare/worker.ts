// What the threads of an export run that prepare: each is asked for one piece or file after another, and answers each.
import { parentPort, workerData } from "node:worker_threads";
import { parseFormat } from "../options";
import { createPreparation } from "./prepareEvents";
import { readSmallFile } from "./smallFile";
import type { Answer, PreparingThreadData, Request } from "./threads";

const { format, port, ...options } = workerData as PreparingThreadData;
const prepare = createPreparation(parseFormat(format), options);

// Runs until it is ended: the end of another thread, which closes its ports, is that thread's failure alone.
parentPort?.on("message", () => undefined);

port.on("message", (request: Request) => {
  const answer = answerTo(request);
  port.postMessage(answer, answer ? [answer.bytes.buffer] : []);
});

function answerTo(request: Request): Answer {
  if ("parts" in request) {
    const events = prepare(request, request.memory);
    for (const { buffer } of request.parts) {
      // What has become old in the meantime is kept for long; what it is moved to goes with all that is young.
      structuredClone(buffer, { transfer: [buffer] });
    }
    return events;
  }
  const bytes = readSmallFile(request);
  const { extensionId, memory } = request;
  return bytes && prepare({ parts: [bytes], header: undefined, extensionId }, memory);
}
