import type { Viewer } from "../../src/telemetry/view/index/viewer";
import type { AnswerOf, ExchangeKind, RequestMessage } from "../../src/telemetry/view/messages";
import type { Hear } from "./openView";

/** The extension's own answers, without its worker thread. */
export function viewerTelemetry(viewer: Viewer): Hear {
  const { signal } = new AbortController();
  const answer = ({ what, request }: RequestMessage): Promise<AnswerOf<ExchangeKind>> => {
    const ask = viewer[what].bind(viewer) as (
      ...given: [unknown, AbortSignal]
    ) => Promise<AnswerOf<ExchangeKind>>;
    return ask(request, signal);
  };
  return (message, send) => {
    if (message.kind === "ready") {
      void viewer.overview({ filter: {} }, signal).then((overview) => {
        send({ kind: "opened", overview });
      });
    } else if (message.kind === "request") {
      answer(message).then(
        (value) => {
          send({ kind: "answer", id: message.id, answer: value });
        },
        (error: unknown) => {
          send({ kind: "refused", id: message.id, message: String(error) });
        },
      );
    }
  };
}
