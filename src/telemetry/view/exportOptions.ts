import type { ViewFilter } from "./messages";

/** Returns the options of `coderTelemetry.export` for the events that match. */
export function exportOptions({
  start,
  end,
  ...filter
}: ViewFilter): Readonly<Record<string, unknown>> {
  const hasRange = start !== undefined || end !== undefined;
  return {
    ...(hasRange && {
      range: {
        ...(start !== undefined && { start: new Date(start).toISOString() }),
        ...(end !== undefined && { end: new Date(end).toISOString() }),
      },
    }),
    ...(Object.keys(filter).length > 0 && { filter }),
  };
}
