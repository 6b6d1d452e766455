// Compiles the official OTLP .proto files to test/support/otlp/otlp.binpb, with which tests
// validate documents. Run this manually to update the definitions. The tests need neither network
// access nor the compiler.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory, repositoryRoot } from "./repository";

/**
 * An npm package that contains the .proto files of opentelemetry-proto 1.7.0. Its dependencies are
 * not installed.
 */
const SOURCE = {
  name: "dd-trace",
  version: "6.21.0",
  folder: "packages/dd-trace/src/opentelemetry/otlp",
};
const COMPILER = "@bufbuild/buf@1.75.0";

/** The services and the files that they import. */
const FILES = [
  ...["logs_service.proto", "logs.proto", "trace_service.proto", "trace.proto"],
  ...["metrics_service.proto", "metrics.proto", "resource.proto", "common.proto"],
];

const work = join(cacheDirectory, "otlp-descriptors");
const protos = join(work, "proto");
const target = join(repositoryRoot, "test", "support", "otlp", "otlp.binpb");

rmSync(work, { recursive: true, force: true });
mkdirSync(protos, { recursive: true });
run("npm", "pack", `${SOURCE.name}@${SOURCE.version}`);
run("tar", "-xzf", `${SOURCE.name}-${SOURCE.version}.tgz`, `package/${SOURCE.folder}`);
for (const file of FILES) {
  copyFileSync(join(work, "package", SOURCE.folder, file), join(protos, file));
}
run("npm", "install", "--prefix", work, "--no-audit", "--ignore-scripts", COMPILER);
const buf = join(work, "node_modules", ".bin", "buf");
run(buf, "build", protos, "--exclude-source-info", "--as-file-descriptor-set", "-o", target);
console.log(`Wrote ${target}.`);

function run(command: string, ...args: string[]): void {
  const { status, error } = spawnSync(command, args, {
    cwd: work,
    stdio: "inherit",
    // On Windows, these are .cmd files, which require a shell
    // (https://nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows).
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    throw new Error(`"${command} ${args.join(" ")}" failed.`, { cause: error });
  }
}
