// What the page says to the extension and hears from it.
import type {
  AnswerOf,
  ExchangeKind,
  ExtensionMessage,
  PageData,
  PageMessage,
  RequestOf,
} from "../messages";

/** Given by VS Code: https://code.visualstudio.com/api/extension-guides/webview */
declare function acquireVsCodeApi(): {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** An answer that the extension has not given yet. */
export interface Pending<Answer> {
  /** Rejects with the extension's message if it refuses. Never settles after `cancel()`. */
  readonly answer: Promise<Answer>;
  readonly cancel: () => void;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

const api = acquireVsCodeApi();
const waiting = new Map<number, Waiting>();
/** A page that was hidden starts again. It must not take answers to its earlier requests for new ones. */
let lastId = Date.now() * 1000;

/** In milliseconds. */
const PAUSE = 100;
let pause: ReturnType<typeof setTimeout> | undefined;

export function post(message: PageMessage): void {
  api.postMessage(message);
}

/** What the page remembered with `remember()` before it was hidden or reloaded. */
export function remembered(): unknown {
  return api.getState();
}

/** Remembers the last state after a pause, because each scrolled pixel makes another one. */
export function remember(state: unknown): void {
  clearTimeout(pause);
  pause = setTimeout(() => {
    api.setState(state);
  }, PAUSE);
}

export function request<Kind extends ExchangeKind>(
  what: Kind,
  content: RequestOf<Kind>,
): Pending<AnswerOf<Kind>> {
  const id = ++lastId;
  const answer = new Promise<AnswerOf<Kind>>((resolve, reject) => {
    waiting.set(id, { resolve: resolve, reject });
  });
  post({ kind: "request", id, what, request: content } as PageMessage);
  const cancel = () => {
    if (waiting.delete(id)) {
      post({ kind: "cancel", id });
    }
  };
  return { answer, cancel };
}

/** What the extension says without having been asked. */
export type News = Exclude<ExtensionMessage, { readonly kind: "answer" | "refused" }>;

/** Hears all messages but answers, until the returned function is called. */
export function listen(hear: (news: News) => void): () => void {
  const onMessage = ({ data }: MessageEvent<ExtensionMessage>) => {
    if (data.kind === "answer" || data.kind === "refused") {
      settle(data);
    } else {
      hear(data);
    }
  };
  window.addEventListener("message", onMessage);
  return () => {
    window.removeEventListener("message", onMessage);
  };
}

function settle(message: Exclude<ExtensionMessage, News>): void {
  const request = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.kind === "answer") {
    request?.resolve(message.answer);
  } else {
    request?.reject(new Error(message.message));
  }
}

/** The data in the page's HTML. */
export function readPageData(): PageData {
  return JSON.parse(document.getElementById("data")?.textContent ?? "{}") as PageData;
}
