// Fails if a dependency in the lock file has a known vulnerability. Some registry mirrors don't
// support this check. Then it prints a message and succeeds.
import { spawnSync } from "node:child_process";

const { status, stdout } = spawnSync("npm", ["audit", "--json"], {
  encoding: "utf8",
  shell: process.platform === "win32",
});
const { statusCode, message } = JSON.parse(stdout);

if ([404, 405, 501].includes(statusCode)) {
  console.error(`Not audited, because this registry does not answer audits: ${message}`);
} else if (status !== 0) {
  console.error(stdout);
  process.exitCode = 1;
}
