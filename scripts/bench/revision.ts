import { execFile } from "node:child_process";
import { cp, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheDirectory, repositoryRoot } from "../repository";

const run = promisify(execFile);

/**
 * Builds another commit's src/ together with this version of the benchmarks, in a separate Git
 * worktree. This way, the same measurements run for both commits. Resolves to the path of the built
 * bench.
 */
export async function buildRevision(revision: string): Promise<{ name: string; bench: string }> {
  const git = (...args: string[]) => run("git", args, { cwd: repositoryRoot });
  const { stdout } = await git("rev-parse", "--short", "--verify", `${revision}^{commit}`);
  const name = stdout.trim();
  const tree = join(cacheDirectory, "bench", `tree-${name}`);
  await rm(tree, { recursive: true, force: true });
  await git("worktree", "prune");
  await git("worktree", "add", "--detach", "--force", tree, name);
  await rm(join(tree, "scripts"), { recursive: true });
  await cp(join(repositoryRoot, "scripts"), join(tree, "scripts"), { recursive: true });
  await symlink(join(repositoryRoot, "node_modules"), join(tree, "node_modules"), "junction");
  await run(process.execPath, ["esbuild.mjs"], { cwd: tree });
  return { name, bench: join(tree, "out", "scripts", "bench.js") };
}
