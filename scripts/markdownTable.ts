/**
 * Formats a Markdown table like prettier's output. The first row is the header. All rows must have
 * the same length.
 */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map((row) => row[column]?.length ?? 0)),
  );
  const rule = widths.map((width) => "-".repeat(width));
  return [head, rule, ...body]
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)))
    .map((cells) => `| ${cells.join(" | ")} |\n`)
    .join("");
}

/** Formats text as Markdown code. */
export function code(text: string): string {
  return `\`${text}\``;
}
