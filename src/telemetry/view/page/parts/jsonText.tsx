import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { formatCount } from "../format";
import { Visible } from "./text";
import { cut } from "./visible";

const FIRST = 5_000;
const MORE = 100_000;

// A string with the colon that makes it a key, a number, or a literal. The end of a string is
// missing where the text was cut.
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*(?:"(\s*:)?|$)|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/gs;

/** JSON in colors. Of a long text, only the start is shown until one asks for more. */
export function JsonText({ text, label }: { text: string; label: string }): VNode {
  const [length, setLength] = useState(FIRST);
  const isCut = text.length > length;
  return (
    <div class="json">
      <pre tabIndex={0} role="region" aria-label={label}>
        {colored(isCut ? cut(text, length) : text)}
        {isCut && "…"}
      </pre>
      {isCut && (
        <button
          class="link"
          onClick={() => {
            setLength(length + MORE);
          }}
        >
          {l10n.t("Show more ({0} more characters)", formatCount(text.length - length))}
        </button>
      )}
    </div>
  );
}

/** Each token is isolated, so that right-to-left text in one doesn't move the others. */
function colored(text: string): VNode[] {
  const parts: VNode[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(<Visible text={text.slice(end, match.index)} kept={"\n\t"} />);
    const [token, colon = ""] = match;
    end = match.index + token.length;
    parts.push(
      <bdi class={kindOf(token, colon)}>
        <Visible text={colon ? token.slice(0, -colon.length) : token} kept={"\n\t"} />
      </bdi>,
      <>{colon}</>,
    );
  }
  return [...parts, <Visible text={text.slice(end)} kept={"\n\t"} />];
}

function kindOf(token: string, colon: string): string {
  if (token.startsWith('"')) {
    return colon ? "key" : "string";
  }
  return /^[tfn]/.test(token) ? "literal" : "number";
}
