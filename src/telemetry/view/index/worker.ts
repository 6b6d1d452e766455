// The script of a viewer's thread, which holds the index and answers the page's requests.
import * as fs from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { readLocalNames } from "../../protect/localNames";
import { createProtection } from "../../protect/protectText";
import { createPseudonymKey } from "../../protect/pseudonyms";
import { throttled } from "../../read/throttled";
import { SourceError } from "../../sources/sourceError";
import { messageOf } from "../../stored/systemError";
import type { AnswerOf, ExchangeKind, RequestMessage } from "../messages";
import type { ViewThreadCommand, ViewThreadMessage } from "../viewThread";
import { EventGoneError } from "./findEvents";
import { type ReadProgress, openViewer } from "./openViewer";
import type { ViewedSources } from "./viewedFiles";
import type { Viewer } from "./viewer";

const reading = new AbortController();
const answering = new Map<number, AbortController>();

function post(message: ViewThreadMessage): void {
  parentPort?.postMessage(message);
}

async function open(): Promise<Viewer> {
  const pseudonymKey = createPseudonymKey();
  const viewer = await openViewer(workerData as ViewedSources, {
    fs,
    now: Date.now,
    protectionOf: (identifiers) => createProtection(identifiers, readLocalNames(), pseudonymKey),
    signal: reading.signal,
    onProgress: throttled<ReadProgress>((progress) => {
      post({ kind: "progress", ...progress });
    }),
  });
  const { signal } = new AbortController();
  const overview = await viewer.overview({ filter: {} }, signal);
  post({ kind: "opened", overview, losses: viewer.losses });
  return viewer;
}

const opening = open();
opening.catch((error: unknown) => {
  post({ kind: "failed", message: reasonOf(error) });
});

/** The system's message, which names the file or folder. */
function reasonOf(error: unknown): string {
  return messageOf(error instanceof SourceError ? error.cause : error);
}

async function answer(message: RequestMessage): Promise<void> {
  const { id } = message;
  const controller = new AbortController();
  answering.set(id, controller);
  try {
    const viewer = await opening;
    post({ kind: "answer", id, answer: await answerOf(viewer, message, controller.signal) });
  } catch (error) {
    if (!controller.signal.aborted) {
      post({
        kind: "refused",
        id,
        isGone: error instanceof EventGoneError,
        message: reasonOf(error),
      });
    }
  } finally {
    answering.delete(id);
  }
}

function answerOf(
  viewer: Viewer,
  message: RequestMessage,
  signal: AbortSignal,
): Promise<AnswerOf<ExchangeKind>> {
  switch (message.what) {
    case "overview":
      return viewer.overview(message.request, signal);
    case "rows":
      return viewer.rows(message.request, signal);
    case "event":
      return viewer.event(message.request, signal);
    case "traces":
      return viewer.traces(message.request, signal);
    case "trace":
      return viewer.trace(message.request, signal);
    case "sensitive":
      return viewer.sensitive(message.request, signal);
  }
}

parentPort?.on("message", (message: ViewThreadCommand) => {
  switch (message.kind) {
    case "request":
      void answer(message);
      break;
    case "cancel":
      answering.get(message.id)?.abort();
      break;
    case "cancelAll":
      for (const controller of answering.values()) {
        controller.abort();
      }
      break;
    case "stop":
      reading.abort();
      break;
  }
});
