import { type EventSink, TelemetryRecorder } from "../../src/telemetry/recording/recorder";
import type { TelemetryContext } from "../../src/telemetry/recording/telemetryContext";
import type { EventRow } from "../../src/telemetry/stored/event";

/** The context of test events. */
export const testContext: TelemetryContext = {
  extension_version: "1.2.3",
  machine_id: "machine",
  session_id: "0a1b2c3d000040008000000000000000",
  os_type: "linux",
  os_version: "6.12.0",
  host_arch: "x64",
  platform_name: "Visual Studio Code",
  platform_version: "1.105.0",
};

/** Creates a real recorder that adds events to `rows` and errors to `errors`. */
export function recordTo(rows: EventRow[], errors: unknown[] = []): TelemetryRecorder {
  const sink: EventSink = {
    write: (row) => {
      rows.push(row);
    },
  };
  return new TelemetryRecorder(sink, (error) => errors.push(error));
}
