import { type EventRow, isObject } from "./event";

/**
 * How an event ended. `error`: it has an error, or its result is `error`. `none`: it has no result,
 * such as a sample.
 */
export const eventResults = ["success", "aborted", "error", "none"] as const;
export type EventResult = (typeof eventResults)[number];

/**
 * Returns the value of `properties.result`, or undefined if there is none. Only timed events have
 * one.
 */
export function storedResultOf({ properties }: EventRow): unknown {
  return isObject(properties) ? (properties["result"] ?? undefined) : undefined;
}

export function resultOf(row: EventRow): EventResult {
  const result = storedResultOf(row);
  if ((row["error"] ?? undefined) !== undefined || result === "error") {
    return "error";
  }
  return result === "success" || result === "aborted" ? result : "none";
}
