import { type EventRow, isObject } from "./event";

/**
 * How an event ended. `error`: it has an error, or its result is `error`. `none`: it has no result,
 * such as a sample.
 */
export const eventResults = ["success", "aborted", "error", "none"] as const;
export type EventResult = (typeof eventResults)[number];

export function resultOf(row: EventRow): EventResult {
  const { properties } = row;
  const result = isObject(properties) ? properties["result"] : undefined;
  if ((row["error"] ?? undefined) !== undefined || result === "error") {
    return "error";
  }
  return result === "success" || result === "aborted" ? result : "none";
}
