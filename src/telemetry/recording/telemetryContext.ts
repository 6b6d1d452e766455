import { randomBytes } from "node:crypto";
import * as os from "node:os";

/**
 * Describes the window that recorded the events. It is in the first line of each of the window's
 * files.
 */
export interface TelemetryContext {
  readonly extension_version: string;
  readonly machine_id: string;
  readonly session_id: string;
  readonly os_type: string;
  readonly os_version: string;
  readonly host_arch: string;
  readonly platform_name: string;
  readonly platform_version: string;
}

/** The fields that only the editor can provide. */
type EditorContext = Pick<
  TelemetryContext,
  "extension_version" | "machine_id" | "platform_name" | "platform_version"
>;

/**
 * Creates a new session ID for each activation, because several windows can have the same VS Code
 * session ID.
 */
export function createContext(
  editor: EditorContext,
  platform: NodeJS.Platform = process.platform,
): TelemetryContext {
  return {
    extension_version: editor.extension_version,
    machine_id: editor.machine_id,
    session_id: randomBytes(16).toString("hex"),
    // `process.platform` is "win32" on Windows
    // (https://nodejs.org/api/process.html#processplatform), but stored telemetry uses "windows".
    os_type: platform === "win32" ? "windows" : platform,
    os_version: os.release(),
    host_arch: process.arch,
    platform_name: editor.platform_name,
    platform_version: editor.platform_version,
  };
}
