import type { TelemetryEvent } from "../../../../read/eventLines";
import type { EncodeEvent } from "../../format";
import { resourceEncoder } from "../resource";
import { resourceText } from "./resourceText";

/**
 * Encodes events as records of a signal and their resources, both as JSON text.
 *
 * @param recordText returns the text of an event's records, which is empty if there are none.
 */
export function createJsonEncoder(
  recordText: (event: TelemetryEvent, resource: string) => string,
): EncodeEvent<string> {
  const resourceOf = resourceEncoder(resourceText);
  return (event) => {
    const resource = resourceOf(event);
    return { text: recordText(event, resource), resource };
  };
}
