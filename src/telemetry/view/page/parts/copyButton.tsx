import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useState } from "preact/hooks";

/** Copies a text. `describedBy` is the ID of the element that names it. */
export function CopyButton({ text, describedBy }: { text: string; describedBy: string }): VNode {
  const [copied, setCopied] = useState<string>();
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <>
      <span class="copied" role="status">
        {copied === text && l10n.t("Copied")}
      </span>
      <button class="link" aria-describedby={describedBy} onClick={() => void copy()}>
        {l10n.t("Copy")}
      </button>
    </>
  );
}
