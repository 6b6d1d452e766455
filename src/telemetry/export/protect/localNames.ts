import { homedir, hostname, userInfo } from "node:os";
import { basename } from "node:path";

/** Names of this machine and of who uses it, which telemetry may hold anywhere. */
export interface LocalNames {
  readonly users: readonly string[];
  readonly hosts: readonly string[];
}

/** The names that the operating system tells. */
export function readLocalNames(): LocalNames {
  const host = hostname();
  return {
    users: [userName(), basename(homedir())].filter((name) => name !== undefined),
    hosts: [host, host.split(".")[0] ?? host],
  };
}

/** Undefined for a user whom the system does not know, as in a container. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
