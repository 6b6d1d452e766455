import type { EncodeEvent } from "../format";
import { logRecordText } from "./logRecord";
import { createResourceText } from "./resource";

/** Encodes events as log records and their resources, both as JSON text. */
export function createOtlpEncoder(): EncodeEvent {
  const resourceText = createResourceText();
  return (event) => ({ text: logRecordText(event), resource: resourceText(event) });
}
