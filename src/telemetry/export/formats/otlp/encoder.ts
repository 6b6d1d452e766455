import type { EncodeEvent } from "../format";
import { logRecordText } from "./logRecord";
import { createResourceText } from "./resource";

/** Events as log records, each with the `resource` that it belongs to; both are JSON text. */
export function createOtlpEncoder(): EncodeEvent {
  const resourceText = createResourceText();
  return (event) => ({ text: logRecordText(event), resource: resourceText(event) });
}
