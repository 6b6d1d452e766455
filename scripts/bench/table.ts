import type { Measurement } from "./measurement";

/** The figures of each measurement, by its name. */
export type Figures = ReadonlyMap<string, readonly number[]>;

const HEAD = ["", "median", "lowest", "highest", "against", "ratio", "to reach", "reached"];

/** A line for each measurement, and for each further one that it is compared with. */
export function formatFigures(measurements: readonly Measurement[], figures: Figures): string {
  return formatTable([HEAD, ...measurements.flatMap((each) => formatRows(each, figures))]);
}

/** The figures of one commit against those of another. */
export function formatComparison(
  measurements: readonly Measurement[],
  [oldName, old]: readonly [string, Figures],
  [newName, now]: readonly [string, Figures],
): string {
  const rows = measurements.map(({ name, unit }) => {
    const [before, after] = [medianOf(old, name), medianOf(now, name)];
    return [
      name,
      formatFigure(before, unit),
      formatFigure(after, unit),
      formatRatio(after / before),
    ];
  });
  return formatTable([["", oldName, newName, "ratio"], ...rows]);
}

function formatRows(measurement: Measurement, figures: Figures): string[][] {
  const { name, unit, limit, against = [] } = measurement;
  const sorted = (figures.get(name) ?? []).toSorted((a, b) => a - b);
  const median = medianOf(figures, name);
  const own = [median, sorted[0] ?? NaN, sorted.at(-1) ?? NaN];
  const compared = against.map(({ baseline, limit }) => {
    const ratio = median / medianOf(figures, baseline);
    return [baseline, formatRatio(ratio), ...judge(ratio, limit, formatRatio)];
  });
  const limited =
    limit === undefined && compared.length > 0
      ? []
      : [["", "", ...judge(median, limit, (figure) => formatFigure(figure, unit))]];
  return [...limited, ...compared].map((cells, index) => [
    ...(index === 0
      ? [name, ...own.map((figure) => formatFigure(figure, unit))]
      : ["", "", "", ""]),
    ...cells,
  ]);
}

function judge(
  figure: number,
  limit: number | undefined,
  format: (figure: number) => string,
): string[] {
  return limit === undefined ? ["", ""] : [`≤ ${format(limit)}`, figure <= limit ? "yes" : "NO"];
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map(([name = "", ...cells]) => [
      name.padEnd(widths[0] ?? 0),
      ...cells.map((cell, index) => cell.padStart(widths[index + 1] ?? 0)),
    ])
    .map((cells) => cells.join("  ").trimEnd())
    .join("\n");
}

/** More digits would be noise. */
function formatFigure(figure: number, unit: string): string {
  return `${figure.toLocaleString("en", { maximumSignificantDigits: 3 })} ${unit}`.trimEnd();
}

function formatRatio(ratio: number): string {
  return `${ratio.toFixed(2)} ×`;
}

function medianOf(figures: Figures, name: string): number {
  const sorted = (figures.get(name) ?? []).toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
