import type { Figure, Measurement } from "./measurement";

/** The figures of each measurement, by name. */
export type Figures = ReadonlyMap<string, readonly Figure[]>;

const HEAD = [
  ...["", "median", "lowest", "highest", "CPU"],
  ...["against", "ratio", "to reach", "CPU ratio", "to reach"],
];

/** Formats the table: a row for each measurement, and one for each additional comparison. */
export function formatFigures(measurements: readonly Measurement[], figures: Figures): string {
  return formatTable([HEAD, ...measurements.flatMap((each) => formatRows(each, figures))]);
}

/** Formats a table that compares the figures of two commits. */
export function formatComparison(
  measurements: readonly Measurement[],
  [oldName, old]: readonly [string, Figures],
  [newName, now]: readonly [string, Figures],
): string {
  const rows = measurements.map(({ name, unit }) => {
    const [before, after] = [medianOf(old, name), medianOf(now, name)];
    return [
      name,
      formatFigure(before.value, unit),
      formatFigure(after.value, unit),
      formatRatio(after.value / before.value),
      formatFigure(before.cpu, unit),
      formatFigure(after.cpu, unit),
      formatRatio(after.cpu / before.cpu),
    ];
  });
  const head = ["", oldName, newName, "ratio", `${oldName} CPU`, `${newName} CPU`, "CPU ratio"];
  return formatTable([head, ...rows]);
}

function formatRows(measurement: Measurement, figures: Figures): string[][] {
  const { name, unit, limit, against = [] } = measurement;
  const median = medianOf(figures, name);
  const values = (figures.get(name) ?? []).map(({ value }) => value);
  const own = [median.value, Math.min(...values), Math.max(...values), median.cpu];
  const compared = against.map(({ baseline, ...limits }) => {
    const least = medianOf(figures, baseline);
    const [ratio, cpuRatio] = [median.value / least.value, median.cpu / least.cpu];
    return [
      baseline,
      formatRatio(ratio),
      judge(ratio, limits.limit, formatRatio),
      formatRatio(cpuRatio),
      judge(cpuRatio, limits.cpuLimit, formatRatio),
    ];
  });
  const limited =
    limit === undefined && compared.length > 0
      ? []
      : [["", "", judge(median.value, limit, (figure) => formatFigure(figure, unit)), "", ""]];
  return [...limited, ...compared].map((cells, index) => [
    ...(index === 0
      ? [name, ...own.map((figure) => formatFigure(figure, unit))]
      : ["", "", "", "", ""]),
    ...cells,
  ]);
}

/** Formats the limit and whether it is met. */
function judge(
  figure: number,
  limit: number | undefined,
  format: (figure: number) => string,
): string {
  return limit === undefined ? "" : `≤ ${format(limit)} ${figure <= limit ? "yes" : "NO"}`;
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

/** Formats a figure to three significant digits. Empty if it wasn't measured. */
function formatFigure(figure: number, unit: string): string {
  return Number.isNaN(figure)
    ? ""
    : `${figure.toLocaleString("en", { maximumSignificantDigits: 3 })} ${unit}`.trimEnd();
}

function formatRatio(ratio: number): string {
  return Number.isNaN(ratio) ? "" : `${ratio.toFixed(2)} ×`;
}

/** Returns the medians. `cpu` is NaN if it wasn't measured. */
function medianOf(figures: Figures, name: string): Required<Figure> {
  const all = figures.get(name) ?? [];
  return {
    value: median(all.map(({ value }) => value)),
    cpu: median(all.map(({ cpu = NaN }) => cpu)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
