import type { VNode } from "preact";
import { cut, splitVisible } from "./visible";

/** More than fits on a line of any screen. */
const LINE_LENGTH = 500;

/** A text from telemetry, on one line. What doesn't fit is cut. */
export function Text({ value }: { value: string }): VNode {
  const line = value.length > LINE_LENGTH ? `${cut(value, LINE_LENGTH)}…` : value;
  return (
    <bdi>
      <Visible text={line} />
    </bdi>
  );
}

/** A text with its invisible characters shown by their code points. */
export function Visible({ text, kept }: { text: string; kept?: string }): VNode {
  return (
    <>
      {splitVisible(text, kept).map((part) =>
        typeof part === "string" ? part : <span class="code-point">{part.code}</span>,
      )}
    </>
  );
}
