// Servers that are built from their published Go modules.
import { join } from "node:path";
import { buildOnce, requireGo, run } from "./endpoint";

/** A program in a Go module. */
export interface GoProgram {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** Folder of the program in the module. */
  readonly folder: string;
  /** Build tags. */
  readonly tags?: string;
}

/**
 * Builds a program, unless that was done before, and returns its executable. `go install` rejects a
 * module with replacements, so the program is a tool of a module that has nothing else.
 */
export async function buildGoProgram(program: GoProgram): Promise<string> {
  const { name, module, version, folder, tags = "" } = program;
  await requireGo();
  const built = await buildOnce(name, [JSON.stringify(program)], async (cwd) => {
    const env = { CGO_ENABLED: "0" };
    await run("go", ["mod", "init", "endpoint"], { cwd });
    await run("go", ["get", "-tool", `${module}/${folder}@${version}`], { cwd });
    const flags = ["-ldflags=-s -w", `-tags=${tags}`, "-o", name];
    await run("go", ["build", ...flags, `${module}/${folder}`], { cwd, env });
  });
  return join(built, name);
}
