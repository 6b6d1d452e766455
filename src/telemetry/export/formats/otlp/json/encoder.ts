import type { TelemetryEvent } from "../../../../read/eventLines";
import type { EncodeEvent } from "../../format";
import { addResource, resourceEncoder } from "../resource";
import { quote } from "./anyValue";
import { JsonAttributes } from "./jsonAttributes";

/** Returns the JSON text of an event's records, which is empty if there are none. */
export type RecordText = (event: TelemetryEvent, resource: string) => string;

/** Encodes events as records of a signal and their resources, both as JSON text. */
export function createJsonEncoder(recordText: RecordText): EncodeEvent<string> {
  const resourceOf = resourceEncoder(resourceText);
  return (event) => {
    const resource = resourceOf(event);
    return { record: recordText(event, resource), resource };
  };
}

/** Returns the resource of an event as JSON text. */
export function resourceText(event: TelemetryEvent): string {
  const attributes = new JsonAttributes(quote);
  addResource(attributes, event);
  return `{"attributes":[${attributes.text}]}`;
}
