import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { Outcome as Kind } from "../../messages";

export function outcomeLabel(outcome: Kind): string {
  switch (outcome) {
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

// Each outcome has a shape, not just a color.
const SHAPES: Record<Kind, string> = {
  success: "M3.5 8.5 6.5 11.5 12.5 4.5",
  aborted: "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM4.2 4.2l7.6 7.6",
  error: "M4 4l8 8M12 4l-8 8",
  none: "M4 8h8",
};

export function OutcomeIcon({ outcome }: { outcome: Kind }): VNode {
  return (
    <svg class={`icon outcome-${outcome}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[outcome]} />
    </svg>
  );
}

export function Outcome({ outcome }: { outcome: Kind }): VNode {
  return (
    <>
      <OutcomeIcon outcome={outcome} />
      {outcomeLabel(outcome)}
    </>
  );
}
