import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installVsix } from "../../scripts/extensionCommand";
import { createVsix } from "../../scripts/package";
import type { WorkbenchDirectories } from "./workbench";

/** Packs the extension as this version and installs it, as a person does with a VSIX. */
export async function installVersion(
  { dataDir, homeDir }: WorkbenchDirectories,
  version: string,
): Promise<void> {
  const file = join(homeDir, `coder-telemetry-${version}.vsix`);
  await writeFile(file, createVsix(version));
  await installVsix(dataDir, file);
}
