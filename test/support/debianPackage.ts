import { spawnSync } from "node:child_process";
import { findOnPath } from "../../scripts/findOnPath";

/**
 * Returns the path of a command. If there is none, installs its package as root on Debian-based
 * systems.
 *
 * @throws Error that says what is missing, where it can't be installed.
 */
export function commandOf(command: string, debianPackage = command): string {
  const found = findOnPath([command]) ?? install(command, debianPackage);
  if (found === undefined) {
    throw new Error(
      `There is no "${command}" on the PATH: install Debian's package, "apt-get install ${debianPackage}".`,
    );
  }
  return found;
}

function install(command: string, debianPackage: string): string | undefined {
  if (process.getuid?.() !== 0 || !findOnPath(["apt-get"])) {
    return undefined;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "--yes", "--no-install-recommends", debianPackage]]) {
    spawnSync("apt-get", args, { env, stdio: ["ignore", process.stderr, process.stderr] });
  }
  return findOnPath([command]);
}
