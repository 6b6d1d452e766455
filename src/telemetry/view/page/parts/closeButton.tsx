import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";

export function CloseButton({ onClick }: { onClick: () => void }): VNode {
  return (
    <button
      class="icon-button"
      aria-label={l10n.t("Close")}
      title={l10n.t("Close")}
      onClick={onClick}
    >
      <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M4 4l8 8M12 4l-8 8" />
      </svg>
    </button>
  );
}
