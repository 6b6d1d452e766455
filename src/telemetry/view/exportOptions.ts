import type { ViewFilter } from "./messages";

/**
 * Returns the options of `coderTelemetry.export` for the events that match. Always has a range,
 * because the export would ask for one otherwise, and could leave out events that are shown.
 */
export function exportOptions({
  start,
  end,
  ...filter
}: ViewFilter): Readonly<Record<string, unknown>> {
  const hasRange = start !== undefined || end !== undefined;
  return {
    range: hasRange
      ? {
          ...(start !== undefined && { start: new Date(start).toISOString() }),
          ...(end !== undefined && { end: new Date(end).toISOString() }),
        }
      : "allTime",
    ...(Object.keys(filter).length > 0 && { filter }),
  };
}
