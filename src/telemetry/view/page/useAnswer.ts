import { useEffect, useState } from "preact/hooks";
import type { AnswerOf, ExchangeKind, RequestOf } from "../messages";
import { request } from "./host";

export interface Answer<T> {
  /** The newest answer. While another one is awaited, it is the one before. */
  readonly value?: T | undefined;
  /** The message if the extension refused to answer. */
  readonly failure?: string | undefined;
  /** Whether an answer is awaited. */
  readonly isWaiting: boolean;
  readonly retry: () => void;
}

/**
 * Asks the extension, and again whenever the request changes. An answer that is no longer needed is
 * cancelled. Asks nothing if `content` is absent.
 */
export function useAnswer<Kind extends ExchangeKind>(
  what: Kind,
  content: RequestOf<Kind> | undefined,
): Answer<AnswerOf<Kind>> {
  const [attempt, setAttempt] = useState(0);
  const key = content && `${attempt} ${JSON.stringify(content)}`;
  const [last, setLast] = useState<{
    key?: string;
    value?: AnswerOf<Kind> | undefined;
    failure?: string;
  }>({});
  useEffect(() => {
    if (content === undefined || key === undefined) {
      setLast({});
      return;
    }
    const { answer, cancel } = request(what, content);
    answer.then(
      (value) => {
        setLast({ key, value });
      },
      (error: unknown) => {
        setLast({ key, failure: (error as Error).message });
      },
    );
    return cancel;
  }, [key]);
  return {
    value: last.value,
    failure: last.key === key ? last.failure : undefined,
    isWaiting: last.key !== key,
    retry: () => {
      setAttempt(attempt + 1);
    },
  };
}
