import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileDestination } from "../../src/telemetry/export/destination/fileDestination";
import {
  type ExportEnvironment,
  type ExportOutcome,
  type ExportRequest,
  exportEvents,
} from "../../src/telemetry/export/exportEvents";
import type { FileSystem } from "../../src/telemetry/stored/fileSystem";
import { addsUp } from "./addsUp";
import { jsonl, timedRow } from "./rows";
import { formatOf } from "./telemetry";

/** The previous content of the destination, in tests that replace a file. */
export const OLD = "what was there before\n".repeat(100);

/** Two days of telemetry, more than is written at once. */
export const ROWS = Array.from({ length: 1100 }, (_, index) =>
  timedRow({
    event_name: `event ${index}`,
    timestamp: new Date(Date.UTC(2026, 2, 1) + index * 90_000).toISOString(),
    properties: { text: "x".repeat(100) },
  }),
);

/** The export of {@link ROWS} as JSON. */
export const EXPORTED = `[\n${jsonl(...ROWS)
  .trimEnd()
  .replaceAll("\n", ",\n")}\n]\n`;

/** Gives each test of a suite a place of its own. Returns a function that returns that of the current test. */
export function setUpPlace(): () => Place {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => {
    place.remove();
  });
  return () => place;
}

/** A folder on disk with telemetry and an empty home folder. */
export class Place {
  readonly folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "coder-telemetry-")));
  readonly directory = join(this.folder, "telemetry");
  readonly telemetryFile = join(this.directory, "telemetry-2026-03-01.jsonl");
  readonly home = join(this.folder, "home");
  readonly destination = join(this.home, "export");

  constructor() {
    fs.mkdirSync(this.directory);
    fs.mkdirSync(this.home);
    fs.writeFileSync(this.telemetryFile, jsonl(...ROWS.slice(0, 960)));
    fs.writeFileSync(join(this.directory, "telemetry-2026-03-02.jsonl"), jsonl(...ROWS.slice(960)));
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }

  /** Exports all telemetry. Default: as JSON to {@link destination}. */
  export({
    destination = this.destination,
    filter,
    format = formatOf("json"),
    identifiers,
    manifest,
    ...environment
  }: {
    destination?: string;
  } & Partial<Pick<ExportRequest, "filter" | "format" | "identifiers" | "manifest">> &
    Partial<ExportEnvironment> = {}): Promise<ExportOutcome> {
    const sources = [{ directory: this.directory }];
    const used: FileSystem = environment.fs ?? fs;
    return exportEvents(
      {
        sources,
        window: {},
        filter,
        format,
        identifiers,
        manifest,
        openDestination: () => openFileDestination(used, destination, sources),
      },
      { fs, version: "1.2.3", ...environment },
    ).then(addsUp);
  }

  writeOld(mode = 0o640): void {
    fs.writeFileSync(this.destination, OLD);
    fs.chmodSync(this.destination, mode);
  }

  /** Returns the content, mode and owner of all files in the home and telemetry folders. */
  state(): unknown {
    return [this.home, this.directory].flatMap((folder) =>
      fs.readdirSync(folder).map((name) => {
        const path = join(folder, name);
        const { mode, uid, gid, rdev } = fs.lstatSync(path);
        const isFile = (mode & fs.constants.S_IFMT) === fs.constants.S_IFREG;
        return { path, mode, uid, gid, rdev, content: isFile && fs.readFileSync(path, "utf8") };
      }),
    );
  }
}
