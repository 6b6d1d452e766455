import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { ExportFormat } from "../../src/telemetry/export/formats/format";
import { formatOf } from "../support/telemetry";

const JSON_TYPE = ["--header", "Content-Type: application/json"];
const ENDPOINT = "http://localhost:4318/v1/logs";

/** Stands for curl: notes what it is told, and what it reads. */
const CURL = `#!/bin/sh
printf '%s\\n' "$@" >> "$NOTES"
case "$*" in *"@- "*) cat >> "$NOTES"; echo >> "$NOTES";; esac
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
    const notes = join(folder, "notes");
    const PATH = `${folder}${delimiter}${process.env["PATH"] ?? ""}`;
    const { status } = spawnSync("sh", ["-c", String(text)], { env: { PATH, NOTES: notes } });
    assert.equal(status, 0);
    return fs.readFileSync(notes, "utf8").split("\n").slice(0, -1);
  }

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

  it("otlp has PowerShell's quotes on Windows", () => {
    assert.equal(
      command("otlp", "C:\\it's\\x.otlp.json", "win32"),
      `curl.exe --fail --header 'Content-Type: application/json' --data-binary '@C:\\it''s\\x.otlp.json' ${ENDPOINT}`,
    );
  });

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
