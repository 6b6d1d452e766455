import { randomBytes } from "node:crypto";
import * as os from "node:os";

/** What recorded: the `context` of one window, which the first line of each of its files holds. */
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

/** What only the editor knows. */
type EditorContext = Pick<
  TelemetryContext,
  "extension_version" | "machine_id" | "platform_name" | "platform_version"
>;

/** The session is this activation's own: VS Code's session id can be the same in several windows. */
export function createContext(
  editor: EditorContext,
  platform: NodeJS.Platform = process.platform,
): TelemetryContext {
  return {
    extension_version: editor.extension_version,
    machine_id: editor.machine_id,
    session_id: randomBytes(16).toString("hex"),
    // Node.js calls every Windows win32; stored telemetry calls it windows.
    os_type: platform === "win32" ? "windows" : platform,
    os_version: os.release(),
    host_arch: process.arch,
    platform_name: editor.platform_name,
    platform_version: editor.platform_version,
  };
}
