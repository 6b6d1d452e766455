import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { EventResult } from "../../messages";

export function resultLabel(result: EventResult): string {
  switch (result) {
    case "success":
      return l10n.t("Success");
    case "aborted":
      return l10n.t("Aborted");
    case "error":
      return l10n.t("Error");
    case "none":
      return l10n.t("No result");
  }
}

// Each result has a shape, not just a color.
const SHAPES: Record<EventResult, string> = {
  success: "M3.5 8.5 6.5 11.5 12.5 4.5",
  aborted: "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM4.2 4.2l7.6 7.6",
  error: "M4 4l8 8M12 4l-8 8",
  none: "M4 8h8",
};

export function ResultIcon({ result }: { result: EventResult }): VNode {
  return (
    <svg class={`icon result-${result}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[result]} />
    </svg>
  );
}

export function Result({ result }: { result: EventResult }): VNode {
  return (
    <>
      <ResultIcon result={result} />
      {resultLabel(result)}
    </>
  );
}
