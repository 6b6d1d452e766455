import type { TelemetryFile } from "../../stored/telemetryFolder";
import { type UtcWindow, overlapsDay } from "./dateRange";

/** Returns the files whose UTC day overlaps the window. */
export function selectFiles(files: readonly TelemetryFile[], window: UtcWindow): TelemetryFile[] {
  return files.filter((file) => overlapsDay(window, file.day));
}
