import { once } from "node:events";
import * as fs from "node:fs";
import type { Destination } from "../../src/telemetry/export/destination/destination";
import { openFileDestination } from "../../src/telemetry/export/destination/fileDestination";
import { exportEvents } from "../../src/telemetry/export/exportEvents";
import { json } from "../../src/telemetry/export/formats/json";
import { describeError } from "../../src/telemetry/export/messages/describeError";
import { english } from "../../src/telemetry/export/messages/l10n";

/**
 * An export that runs in its own process: `node exportProcess.js JSON`, with these options as JSON.
 */
export interface ExportProcessOptions {
  /** Path of the telemetry folder. */
  readonly directory: string;
  readonly destination: string;
  /** The user ID that the process switches to. The group ID is the same. */
  readonly uid?: number;
  /**
   * `wait`: prints "waiting" during the export and waits until standard input ends. `exit`: exits
   * at this point.
   */
  readonly inTheMiddle?: "wait" | "exit";
}

/** Exports. Returns the kind of outcome or the error message for the user. */
async function main(options: ExportProcessOptions): Promise<string> {
  const { directory, destination, uid } = options;
  const sources = [{ directory }];
  if (uid !== undefined) {
    process.setgroups?.([]);
    process.setgid?.(uid);
    process.setuid?.(uid);
  }
  const openDestination = async (): Promise<Destination> =>
    interrupted(await openFileDestination(fs, destination, sources), options);
  try {
    const request = { sources, window: {}, format: json, openDestination };
    const { kind } = await exportEvents(request, { fs, version: "1.2.3" });
    return kind;
  } catch (error) {
    return describeError(error, english);
  }
}

function interrupted(destination: Destination, { inTheMiddle }: ExportProcessOptions): Destination {
  let isMiddle = true;
  return {
    ...destination,
    write: async (text) => {
      await destination.write(text);
      if (isMiddle && inTheMiddle === "exit") {
        process.exit();
      }
      if (isMiddle && inTheMiddle === "wait") {
        say("waiting");
        process.stdin.resume();
        await once(process.stdin, "end");
      }
      isMiddle = false;
    },
  };
}

function say(said: string): void {
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

if (require.main === module) {
  void main(JSON.parse(process.argv[2] ?? "") as ExportProcessOptions).then(say);
}
