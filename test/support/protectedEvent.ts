import assert from "node:assert/strict";
import type { IdentifierMode } from "../../src/telemetry/protect/identifiers";
import type { LocalNames } from "../../src/telemetry/protect/localNames";
import { createProtection } from "../../src/telemetry/protect/protectText";
import { EventLines, type TelemetryEvent } from "../../src/telemetry/read/eventLines";

/** Returns a function that protects the rows of events, one after the other. */
export function createEventProtection(
  mode: IdentifierMode,
  localNames?: LocalNames,
): (stored: Pick<TelemetryEvent, "text">) => TelemetryEvent {
  const protect = createProtection(mode, localNames);
  const lines = new EventLines({ extensionId: undefined, protect });
  return ({ text }) => {
    const event = lines.read(text);
    assert.ok(typeof event === "object");
    return event;
  };
}
