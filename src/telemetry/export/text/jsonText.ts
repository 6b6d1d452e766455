/** A part of the text that is written already, or a value that is to be written. */
type Pending = { readonly text: string } | { readonly value: unknown };

/** A parsed JSON value as JSON text. Unlike JSON.stringify it takes any depth, and keeps 1e999 and -0. */
export function jsonText(value: unknown): string {
  const parts: string[] = [];
  const pending: Pending[] = [{ value }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if ("text" in next) {
      parts.push(next.text);
    } else if (typeof next.value === "object" && next.value !== null) {
      // Not by one push of all: a list may have more members than a call takes arguments.
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
