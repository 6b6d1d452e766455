// Looks for known vulnerabilities of the dependencies in the lock file. Exit status: 0 if there are
// none, 1 if there are any or if the audit failed, 2 if the registry doesn't support audits, as some
// mirrors don't.
import { spawnSync } from "node:child_process";

const { error, status, stdout, stderr } = spawnSync("npm", ["audit", "--json"], {
  encoding: "utf8",
  shell: process.platform === "win32",
});
const answer = parse(stdout ?? "");

if (answer.auditReportVersion === undefined) {
  const isUnsupported = [404, 405, 501].includes(answer.statusCode);
  const reason = answer.message ?? error?.message ?? `${stdout}${stderr}`.trim();
  console.error(
    isUnsupported
      ? `NOT AUDITED: the registry does not support audits: ${reason}`
      : `NOT AUDITED: npm audit gave no report: ${reason}`,
  );
  process.exitCode = isUnsupported ? 2 : 1;
} else if (status === 0) {
  const { total } = answer.metadata.dependencies;
  console.log(`Audited ${total} dependencies: no known vulnerabilities.`);
} else {
  console.error(stdout);
  process.exitCode = 1;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
