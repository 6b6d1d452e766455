import type { Timestamp } from "../../../stored/timestamp";
import { decimalText } from "../../../text/decimalText";

/** The largest unsigned 64-bit integer. */
const MAX_UNIX_NANO = "18446744073709551615";

/**
 * Returns nanoseconds since the epoch as a decimal string, or undefined if they are not positive or
 * exceed an unsigned 64-bit integer. Calculates with text, because the value exceeds
 * `Number.MAX_SAFE_INTEGER`.
 */
export function toUnixNano({ ms, nanos }: Timestamp): string | undefined {
  const text = ms === 0 ? String(nanos) : decimalText(ms) + String(nanos).padStart(6, "0");
  const isHeld =
    text.length < MAX_UNIX_NANO.length ||
    (text.length === MAX_UNIX_NANO.length && text <= MAX_UNIX_NANO);
  return ms >= 0 && text !== "0" && isHeld ? text : undefined;
}
