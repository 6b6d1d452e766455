import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeError } from "../../src/telemetry/export/messages/describeError";
import { english } from "../../src/telemetry/export/messages/l10n";
import { problemCount } from "../../src/telemetry/read/problem";
import { SourceError, type SourceErrorCode } from "../../src/telemetry/sources/sourceError";
import {
  type SupportBundle,
  type SupportBundleOptions,
  openSupportBundle,
} from "../../src/telemetry/sources/supportBundle";
import { jsonl, row } from "./rows";
import { type ZipFile, zipOf } from "./zips";

/** The folder of the telemetry in a bundle. */
export const FOLDER = "vscode-logs/telemetry";

/** The name of a telemetry file, and its path in a bundle. */
export const NAME = "telemetry-2026-03-01-aaaaaaaa.jsonl";
export const PATH = `${FOLDER}/${NAME}`;

/** Another one. */
export const OTHER_NAME = "telemetry-2026-03-01-bbbbbbbb.jsonl";
export const OTHER = `${FOLDER}/${OTHER_NAME}`;
export const OTHER_TEXT = jsonl(row({ event_name: "other" }));

/** Rows that do not compress well, so that the bytes of many are bad when one is. */
export const TEXT = jsonl(
  ...Array.from({ length: 200 }, (_, index) =>
    row({ event_name: `event ${index}`, value: String(Math.sin(index)) }),
  ),
);

/** Packs {@link PATH} and {@link OTHER}. */
export function bothZip(options?: ZipFile[2]): Buffer {
  return zipOf([PATH, TEXT, options], [OTHER, OTHER_TEXT]);
}

/** What a bundle contains, by the name of the folder in the zip, and what could not be read. */
interface ReadBundle {
  readonly files: readonly (readonly [
    folder: string,
    ...(readonly [name: string, text: string])[],
  ])[];
  readonly skipped: readonly (readonly [file: string, reason: string])[];
}

/** What {@link bothZip} contains if one file has a problem. */
export function bothWith(text: string, reason: string): ReadBundle {
  return { files: [[FOLDER, [NAME, text], [OTHER_NAME, OTHER_TEXT]]], skipped: [[PATH, reason]] };
}

/** What it contains if only the other file can be read. */
export function otherAnd(...skipped: ReadBundle["skipped"]): ReadBundle {
  return { files: [[FOLDER, [OTHER_NAME, OTHER_TEXT]]], skipped };
}

/** A folder with a support bundle. Each test of the suite gets a new one, and must leave no extracted files. */
export class BundlePlace {
  folder = "";
  private opened: SupportBundle[] = [];

  constructor() {
    beforeEach(() => {
      this.folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
      fs.mkdirSync(this.temporaryFolder);
    });
    afterEach(async () => {
      await Promise.all(this.opened.splice(0).map((bundle) => bundle.close()));
      assert.deepEqual(this.extracted(), []);
      fs.rmSync(this.folder, { recursive: true });
    });
  }

  /** Path of the bundle. */
  get path(): string {
    return join(this.folder, "bundle.zip");
  }

  /** Where bundles are extracted. */
  get temporaryFolder(): string {
    return join(this.folder, "temporary");
  }

  /** The names of what is in the temporary folder. */
  extracted(): string[] {
    return fs.readdirSync(this.temporaryFolder).sort();
  }

  async open(zip: Uint8Array, options: SupportBundleOptions = {}): Promise<SupportBundle> {
    fs.writeFileSync(this.path, zip);
    const { temporaryFolder } = this;
    const bundle = await openSupportBundle(this.path, { temporaryFolder, ...options });
    this.opened.push(bundle);
    return bundle;
  }

  async read(zip: Uint8Array, options?: SupportBundleOptions): Promise<ReadBundle> {
    const bundle = await this.open(zip, options);
    const { folders, problems } = bundle;
    assert.equal(problemCount(bundle), problems.length);
    const textOf = (directory: string, name: string): [string, string] => [
      name,
      fs.readFileSync(join(directory, name), "utf8"),
    ];
    return {
      files: folders.map(({ directory, name }) => [
        name,
        ...fs.readdirSync(directory).map((file) => textOf(directory, file)),
      ]),
      skipped: problems.map(({ file, reason }) => [file, reason]),
    };
  }

  /** Asserts that the bundle can't be opened. Returns the sentence for the user. */
  async fails(code: SourceErrorCode, zip?: Uint8Array): Promise<string> {
    const { path, temporaryFolder } = this;
    if (zip) {
      fs.writeFileSync(path, zip);
    }
    let caught: unknown;
    await assert.rejects(openSupportBundle(path, { temporaryFolder }), (error) => {
      caught = error;
      return error instanceof SourceError && error.code === code && error.path === path;
    });
    assert.deepEqual(this.extracted(), []);
    const sentence = describeError(caught, english);
    assert.ok(sentence.startsWith("Nothing was exported") && sentence.includes(path), sentence);
    return sentence;
  }
}
