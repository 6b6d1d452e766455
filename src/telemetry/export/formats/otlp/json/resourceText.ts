import type { TelemetryEvent } from "../../../../read/eventLines";
import { addResource } from "../resource";
import { quote } from "./anyValue";
import { JsonAttributes } from "./jsonAttributes";

/** Returns the resource of an event as JSON text. */
export function resourceText(event: TelemetryEvent): string {
  const attributes = new JsonAttributes(quote);
  addResource(attributes, event);
  return `{"attributes":[${attributes.text}]}`;
}
