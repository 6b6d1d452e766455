// What a thread of the export runs: it is sent one piece after another, and answers each.
import { parentPort, workerData } from "node:worker_threads";
import { parseFormat } from "../options";
import { createPreparation, type Piece } from "./prepareEvents";
import type { ThreadData } from "./threads";

const { format, ...options } = workerData as ThreadData;
const prepare = createPreparation(parseFormat(format), options);

parentPort?.on("message", (piece: Piece) => {
  const events = prepare(piece);
  const { bytes, ends, ms, nanos } = events;
  parentPort?.postMessage(
    events,
    [bytes, ends, ms, nanos].map(({ buffer }) => buffer),
  );
});
