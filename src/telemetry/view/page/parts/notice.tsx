import * as l10n from "@vscode/l10n";
import type { ComponentChildren, VNode } from "preact";

/** What is shown in place of content, with what one can do about it. */
export function Notice({ text, children }: { text: string; children?: ComponentChildren }): VNode {
  return (
    <div class="notice">
      <p>{text}</p>
      {children}
    </div>
  );
}

export function Failure({ message, retry }: { message: string; retry: () => void }): VNode {
  return (
    <div class="notice" role="alert">
      <p>{message}</p>
      <button class="secondary" onClick={retry}>
        {l10n.t("Try Again")}
      </button>
    </div>
  );
}

export function Waiting(): VNode {
  return <p class="waiting">{l10n.t("Loading…")}</p>;
}
