// `npm run docs`: updates the list of settings in the README.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { code } from "./markdownTable";
import { readText, repositoryRoot } from "./repository";

const START = '<!-- Made from package.json by "npm run docs". -->';
const END = "<!-- End of what is made. -->";

/** A setting in package.json, or a property of a setting that is an object. */
interface Setting {
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

/** Returns the README with an updated list of settings. */
export function readmeWithSettings(): string {
  const [before, after] = splitReadme(readText("README.md"));
  return `${before}\n\n${settingsList()}\n${after}`;
}

function splitReadme(text: string): [before: string, after: string] {
  const start = text.indexOf(START) + START.length;
  const end = text.indexOf(END);
  if (start < START.length || end < start) {
    throw new Error("The README has no markers around its list of settings.");
  }
  return [text.slice(0, start), text.slice(end)];
}

/**
 * Returns a nested list. A table would have a column of long texts, which is too narrow on the
 * extension's page in VS Code.
 */
function settingsList(): string {
  const { contributes } = JSON.parse(readText("package.json")) as Manifest;
  const texts = JSON.parse(readText("package.nls.json")) as Record<string, string>;
  // Only the first paragraph. For an object, the others list its properties, which have their own
  // entries.
  const text = (reference = ""): string =>
    texts[reference.replaceAll("%", "")]?.split("\n\n")[0] ?? reference;
  const entry = (name: string, setting: Setting): string =>
    `- ${code(name)}${facts(setting)}: ${text(setting.markdownDescription ?? setting.description)}\n`;
  const parts = ({ properties = {}, enum: values = [], enumDescriptions = [] }: Setting) => [
    ...Object.entries(properties).map(([name, setting]) => entry(name, setting)),
    ...values.map((value, index) => `- ${literal(value)}: ${text(enumDescriptions[index])}\n`),
  ];
  return Object.entries(contributes.configuration.properties)
    .flatMap(([name, setting]) => [
      entry(name, setting),
      ...parts(setting).map((part) => `  ${part}`),
    ])
    .join("");
}

/** As " (default: `30`, minimum: `1`)". An object's default is that of its properties. */
function facts({ default: value, minimum, properties }: Setting): string {
  if (properties) {
    return "";
  }
  const least = minimum === undefined ? "" : `, minimum: ${literal(minimum)}`;
  return ` (default: ${literal(value)}${least})`;
}

function literal(value: unknown): string {
  return code(JSON.stringify(value));
}

if (require.main === module) {
  writeFileSync(join(repositoryRoot, "README.md"), readmeWithSettings());
}
