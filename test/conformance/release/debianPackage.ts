import { findOnPath } from "../../../scripts/findOnPath";
import { run } from "../endpoint";

/**
 * The file of a command. Where there is none, root on Debian and its kin gets it from the package.
 *
 * @throws Error that says what is missing, where it can't be installed.
 */
export async function commandOf(command: string, debianPackage: string): Promise<string> {
  const found = findOnPath([command]);
  if (found !== undefined) {
    return found;
  }
  if (process.getuid?.() !== 0 || !findOnPath(["apt-get"])) {
    throw new Error(
      `The endpoint tests need "${command}", which is not on the PATH; Debian's package is "${debianPackage}".`,
    );
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update"], { env });
  await run("apt-get", ["install", "--yes", "--no-install-recommends", debianPackage], { env });
  return findOnPath([command]) ?? command;
}
