// Measures the cost of the extension before an export: activation, and the time until the first
// prompt.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { transform } from "esbuild";
import { formatFileName } from "../../src/telemetry/stored/fileName";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { activateBuiltExtension, distFolder } from "../builtExtension";
import { type Figure, type Measurement, timeOf } from "./measurement";

/** Returns the size in bytes of a bundle when minified, as in the released extension. */
export async function minifiedSize(bundle: string): Promise<number> {
  const text = await readFile(join(distFolder, bundle), "utf8");
  const { code } = await transform(text, { minify: true, platform: "node", format: "cjs" });
  return Buffer.byteLength(code);
}

/** Writes one file for each window. The windows are spread over the last 30 days. */
async function writeManyFiles(storage: string, count: number): Promise<void> {
  const telemetry = join(storage, "telemetry");
  await mkdir(telemetry);
  for (let index = 0; index < count; index++) {
    const date = formatUtcDate(Date.now() - (index % 30) * DAY_MS);
    const session = index.toString(16).padStart(8, "0");
    const row = { event_name: "activation", timestamp: `${date}T00:00:00Z` };
    await writeFile(
      join(telemetry, formatFileName({ date, session, part: 0 })),
      `${JSON.stringify(row)}\n`,
    );
  }
}

export const extensionMeasurements: readonly Measurement[] = [
  {
    name: "activation",
    unit: "ms",
    limit: 15,
    run: (directory) => timeOf(() => activateBuiltExtension(directory)),
  },
  {
    name: "bundle that activation loads, minified",
    unit: "KB",
    limit: 80,
    run: async () => ({ value: (await minifiedSize("extension.js")) / 1000 }),
  },
  {
    name: "command to first prompt, 10,000 files",
    unit: "ms",
    limit: 150,
    run: async (directory: string): Promise<Figure> => {
      await writeManyFiles(directory, 10_000);
      const extension = await activateBuiltExtension(directory);
      // Waits for retention, which reads the sizes of all files once after activation.
      await sleep(3000);
      return timeOf(() => extension.runToFirstPrompt("coderTelemetry.export"));
    },
  },
];
