import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { repositoryRoot } from "../../scripts/repository";
import type { ExportFormat } from "../../src/telemetry/export/formats/format";
import { formatOf } from "../support/telemetry";

const JSON_TYPE = ["--header", "Content-Type: application/json"];
const ENDPOINT = "http://localhost:4318/v1/logs";

/** Stands for curl: notes what it is told, and what it reads. Fails for what is to be refused. */
const CURL = `#!/bin/sh
printf '%s\\n' "$@" >> "$NOTES"
case "$*" in *"@- "*) body=$(cat); printf '%s\\n' "$body" >> "$NOTES";; esac
case "$body" in *refused*) exit 22;; esac
`;

describe("the curl command of", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    fs.writeFileSync(join(folder, "curl"), CURL, { mode: 0o755 });
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  const command = (
    id: Parameters<typeof formatOf>[0],
    path: string,
    platform: NodeJS.Platform,
  ): unknown => {
    const { curlCommand }: ExportFormat = formatOf(id);
    return curlCommand?.(path, platform);
  };

  /** What curl is told when a shell runs the command. */
  function run(text: unknown): string[] {
    const { status } = runShell(text);
    assert.equal(status, 0);
    return notes();
  }

  function runShell(text: unknown): { status: number | null; stderr: string } {
    const PATH = `${folder}${delimiter}${process.env["PATH"] ?? ""}`;
    const env = { PATH, NOTES: join(folder, "notes") };
    return spawnSync("sh", ["-c", String(text)], { cwd: folder, env, encoding: "utf8" });
  }

  const notes = (): string[] =>
    fs.readFileSync(join(folder, "notes"), "utf8").split("\n").slice(0, -1);

  it("otlp posts the file as it is", () => {
    const path = join(folder, "it's $HOME.otlp.json");
    assert.deepEqual(run(command("otlp", path, "linux")), [
      "--fail",
      ...JSON_TYPE,
      "--data-binary",
      `@${path}`,
      ENDPOINT,
    ]);
  });

  const requests = [
    ["otlpProtobuf", "application/x-protobuf", "/v1/logs"],
    ["otlpTraces", "application/json", "/v1/traces"],
    ["otlpMetrics", "application/json", "/v1/metrics"],
  ] as const;
  for (const [id, type, path] of requests) {
    it(`${id} posts ${type} to ${path}`, () => {
      const file = join(folder, "export");
      const told = ["--fail", "--header", `Content-Type: ${type}`, "--data-binary", `@${file}`];
      assert.deepEqual(run(command(id, file, "linux")), [...told, `http://localhost:4318${path}`]);
    });
  }

  it("otlp has PowerShell's quotes on Windows", () => {
    assert.equal(
      command("otlp", "C:\\it's\\x.otlp.json", "win32"),
      `curl.exe --fail --header 'Content-Type: application/json' --data-binary '@C:\\it''s\\x.otlp.json' ${ENDPOINT}`,
    );
  });

  for (const quote of ["'", "\u2018", "\u2019", "\u201a", "\u201b"]) {
    it(`otlp doubles ${quote} on Windows, which PowerShell takes for a quote`, () => {
      assert.ok(
        String(command("otlp", `C:\\${quote}x.otlp.json`, "win32")).includes(
          `'@C:\\${quote}${quote}x.otlp.json'`,
        ),
      );
    });
  }

  const loops: [where: string, text: () => unknown][] = [
    ["otlpJsonl", () => command("otlpJsonl", join(folder, "export.otlp.jsonl"), "linux")],
    ...["docs/endpoints.md", "docs/prometheus.md"].map((path): [string, () => unknown] => [
      path,
      () => loopOf(path),
    ]),
  ];
  for (const [where, text] of loops) {
    it(`${where} ends with an error after a request that failed, and says which one that was`, () => {
      const lines = ['{"a":1}', '{"b":"refused"}', '{"c":3}'];
      fs.writeFileSync(join(folder, "export.otlp.jsonl"), `${lines.join("\n")}\n`);
      const { status, stderr } = runShell(text());
      assert.equal(status, 1);
      assert.equal(stderr, "Request 2 failed. The requests after it were not sent.\n");
      assert.deepEqual(
        notes().filter((note) => note.startsWith("{")),
        lines.slice(0, 2),
      );
    });

    it(`${where} ends with an error where the file does not exist`, () => {
      assert.notEqual(runShell(text()).status, 0);
    });

    it(`${where} ends with 0 where all requests are accepted`, () => {
      fs.writeFileSync(join(folder, "export.otlp.jsonl"), '{"a":1}\n{"b":2}\n');
      const { status, stderr } = runShell(text());
      assert.deepEqual([status, stderr], [0, ""]);
    });
  }

  it("otlpJsonl posts line by line, each as it is", () => {
    const path = join(folder, "it's $HOME.otlp.jsonl");
    const lines = ['{"a":"back\\\\slash \\n %s"}', '{"b":"  ü"}'];
    fs.writeFileSync(path, `${lines.join("\n")}\n`);
    const told = ["--fail", ...JSON_TYPE, "--data-binary", "@-", ENDPOINT];
    assert.deepEqual(
      run(command("otlpJsonl", path, "linux")),
      lines.flatMap((line) => [...told, line]),
    );
  });

  it("json does not exist: it is no request", () => {
    assert.equal(command("json", "/x.json", "linux"), undefined);
  });
});

/** The loop in a page of the documentation. */
function loopOf(path: string): string | undefined {
  const page = fs.readFileSync(join(repositoryRoot, path), "utf8");
  const blocks = page.matchAll(/```sh\n(.*?)```/gs);
  return [...blocks]
    .map(([, text = ""]) => text)
    .find((text) => text.includes("while"))
    ?.replace(/coder-telemetry-\S+\.otlp\.jsonl/, "export.otlp.jsonl");
}
