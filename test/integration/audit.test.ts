import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { repositoryRoot } from "../../scripts/repository";

const AUDIT = join(repositoryRoot, "scripts", "audit.mjs");
const metadata = { dependencies: { total: 321 } };

describe("the audit of the dependencies", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  /** Puts a program on the PATH that does nothing but answer. */
  function putProgram(name: string, script: string): void {
    fs.writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  /** Runs a command that finds these programs, and no other npm. */
  function run(command: string, ...args: string[]): { status: number | null; output: string } {
    const PATH = [folder, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter);
    const { status, stdout, stderr } = spawnSync(command, args, {
      env: { PATH },
      encoding: "utf8",
    });
    return { status, output: stdout + stderr };
  }

  const answers: [what: string, answer: string, npmStatus: number, status: number, says: RegExp][] =
    [
      [
        "nothing known",
        JSON.stringify({ auditReportVersion: 2, vulnerabilities: {}, metadata }),
        0,
        0,
        /^Audited 321 dependencies: no known vulnerabilities\.\n$/,
      ],
      [
        "a vulnerability",
        JSON.stringify({ auditReportVersion: 2, vulnerabilities: { "left-pad": {} }, metadata }),
        1,
        1,
        /left-pad/,
      ],
      [
        "a registry without audits",
        JSON.stringify({ message: "405 Method Not Allowed - POST", statusCode: 405 }),
        1,
        2,
        /^NOT AUDITED: .*does not support audits: 405 Method Not Allowed - POST\n$/,
      ],
      [
        "a registry that is out of order",
        JSON.stringify({ message: "503 Service Unavailable", statusCode: 503 }),
        1,
        1,
        /^NOT AUDITED: .*503 Service Unavailable\n$/,
      ],
      [
        "a registry that does not answer",
        JSON.stringify({
          message: "request failed, reason: ENOTFOUND",
          error: { code: "ENOTFOUND" },
        }),
        1,
        1,
        /^NOT AUDITED: .*ENOTFOUND\n$/,
      ],
      ["success without a report", "{}", 0, 1, /^NOT AUDITED: /],
      ["no JSON", "npm is out of order", 1, 1, /^NOT AUDITED: .*npm is out of order/],
      ["nothing", "", 0, 1, /^NOT AUDITED: /],
    ];
  for (const [what, answer, npmStatus, status, says] of answers) {
    it(`ends with ${status} for ${what}, and says so`, () => {
      putProgram("npm", `cat <<'END'\n${answer}\nEND\nexit ${npmStatus}`);
      const result = run(process.execPath, AUDIT);
      assert.equal(result.status, status);
      assert.match(result.output, says);
    });
  }

  const outcomes: [status: number, ci: number, last: RegExp][] = [
    [0, 0, /\nnpm run test:endpoints\n$/],
    [1, 1, /\nnode scripts\/audit\.mjs\n$/],
    [
      2,
      0,
      /\nnpm run test:endpoints\nEverything else passed, but the dependencies were NOT AUDITED.*\n$/,
    ],
  ];
  for (const [status, ci, last] of outcomes) {
    it(`makes .ci/run end with ${ci} when it ends with ${status}, and say why at the end`, () => {
      putProgram("npm", 'echo "npm $*"');
      putProgram("node", `echo "node $*"; case "$*" in scripts/audit.mjs) exit ${status};; esac`);
      const result = run("bash", join(repositoryRoot, ".ci", "run"));
      assert.equal(result.status, ci);
      assert.match(result.output, last);
    });
  }
});
