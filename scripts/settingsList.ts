// `npm run docs`: updates the table of settings in the README.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { code, markdownTable } from "./markdownTable";
import { repositoryRoot } from "./repository";

const START = '<!-- Made from package.json by "npm run docs". -->';
const END = "<!-- End of what is made. -->";

const readmeFile = join(repositoryRoot, "README.md");

/** A setting in package.json, or a property of a setting that is an object. */
interface Setting {
  type: string;
  default: unknown;
  description?: string;
  markdownDescription?: string;
  enum?: string[];
  enumDescriptions?: string[];
  minimum?: number;
  properties?: Record<string, Setting>;
}

interface Manifest {
  contributes: { configuration: { properties: Record<string, Setting> } };
}

/** Returns the README with an updated table of settings. */
export function readmeWithSettings(): string {
  const [before, after] = splitReadme(readFileSync(readmeFile, "utf8"));
  return `${before}\n\n${settingsTable()}\n${after}`;
}

function splitReadme(text: string): [before: string, after: string] {
  const start = text.indexOf(START) + START.length;
  const end = text.indexOf(END);
  if (start < START.length || end < start) {
    throw new Error("The README has no markers around its table of settings.");
  }
  return [text.slice(0, start), text.slice(end)];
}

function settingsTable(): string {
  const { contributes } = JSON.parse(readText("package.json")) as Manifest;
  const texts = JSON.parse(readText("package.nls.json")) as Record<string, string>;
  // Only the first paragraph. For an object, the others list its properties, which have their own
  // rows.
  const text = (reference: string): string =>
    texts[reference.replaceAll("%", "")]?.split("\n\n")[0] ?? reference;
  const row = (name: string, setting: Setting): string[] => [
    name,
    // An object's default is shown in the rows of its properties.
    setting.properties ? "" : code(JSON.stringify(setting.default)),
    values(setting),
    [setting.markdownDescription ?? setting.description ?? "", ...enumDescriptions(setting)]
      .map(text)
      .join(" "),
  ];
  const rows = Object.entries(contributes.configuration.properties).flatMap(([name, setting]) => [
    row(code(name), setting),
    ...Object.entries(setting.properties ?? {}).map(([part, of]) =>
      row(`&nbsp;&nbsp;${code(part)}`, of),
    ),
  ]);
  return markdownTable([["setting", "default", "values", "what it does"], ...rows]);
}

function values(setting: Setting): string {
  if (setting.enum) {
    return setting.enum.map((value) => code(JSON.stringify(value))).join(", ");
  }
  const { type, minimum, properties } = setting;
  if (minimum !== undefined) {
    return `${minimum} or more`;
  }
  return properties ? "an object of the following" : type;
}

/** Returns each value of a setting, followed by the key of its description. */
function enumDescriptions({ enum: all = [], enumDescriptions = [] }: Setting): string[] {
  return enumDescriptions.flatMap((reference, index) => [
    `${code(JSON.stringify(all[index]))}:`,
    reference,
  ]);
}

function readText(name: string): string {
  return readFileSync(join(repositoryRoot, name), "utf8");
}

if (require.main === module) {
  writeFileSync(readmeFile, readmeWithSettings());
}
