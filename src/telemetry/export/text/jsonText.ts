/** Text to output, or a value that still has to be converted. */
type Pending = { readonly text: string } | { readonly value: unknown };

/**
 * Converts a parsed JSON value to text. Unlike `JSON.stringify`, works for any depth and preserves
 * 1e999 and -0.
 */
export function jsonText(value: unknown): string {
  const parts: string[] = [];
  const pending: Pending[] = [{ value }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if ("text" in next) {
      parts.push(next.text);
    } else if (typeof next.value === "object" && next.value !== null) {
      // Doesn't spread the members into a single `push`, because very long lists would exceed the
      // stack (`node -e '[].push(...Array(1e6))'`).
      for (const member of membersOf(next.value).reverse()) {
        pending.push(member);
      }
    } else {
      parts.push(scalarText(next.value));
    }
  }
  return parts.join("");
}

function membersOf(value: object): Pending[] {
  const isList = Array.isArray(value);
  const members = Object.entries(value).flatMap(([key, member]: [string, unknown], index) => [
    { text: (index > 0 ? "," : "") + (isList ? "" : `${JSON.stringify(key)}:`) },
    { value: member },
  ]);
  return [{ text: isList ? "[" : "{" }, ...members, { text: isList ? "]" : "}" }];
}

function scalarText(value: unknown): string {
  if (Object.is(value, -0)) {
    return "-0";
  }
  return typeof value === "number" && !Number.isFinite(value)
    ? `${value > 0 ? "" : "-"}1e999`
    : JSON.stringify(value);
}
