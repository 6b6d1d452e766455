import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../scripts/repository";

/** A setting in package.json, or a property of a setting that is an object. */
interface ManifestSetting {
  readonly type: string;
  readonly default: unknown;
  readonly minimum?: number;
  readonly scope?: string;
  readonly tags?: readonly string[];
  readonly properties?: Readonly<Record<string, ManifestSetting>>;
}

interface Manifest {
  readonly capabilities: object;
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, ManifestSetting>> };
  };
  readonly scripts: Readonly<Record<string, string>>;
}

/** Reads package.json. */
export function readManifestFile(): Manifest {
  return JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8")) as Manifest;
}

/** Returns the settings in package.json, by name. */
export function readSettings(): Readonly<Record<string, ManifestSetting>> {
  return readManifestFile().contributes.configuration.properties;
}
