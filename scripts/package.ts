// `npm run package`: creates the VSIX, with only the files that are needed at runtime.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { readText, repositoryRoot } from "./repository";

/** The fields of package.json that are used here. */
interface Manifest {
  name: string;
  publisher: string;
  version: string;
  displayName: string;
  description: string;
  categories: string[];
  keywords: string[];
  icon: string;
  galleryBanner: { color: string; theme: string };
  engines: { vscode: string };
  extensionKind: string[];
  repository: { url: string };
}

/** The files of a VSIX, by path. */
type Files = Record<string, Uint8Array>;

const CONTENT_TYPES: Record<string, string> = {
  ".css": "text/css",
  ".js": "application/javascript",
  ".json": "application/json",
  ".md": "text/markdown",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".vsixmanifest": "text/xml",
};

/**
 * Builds and packs the extension. Returns the content of the VSIX. `version` overrides the version
 * in package.json.
 */
export function createVsix(version?: string): Uint8Array {
  build();
  const manifest = JSON.parse(readText("package.json")) as Manifest;
  manifest.version = version ?? manifest.version;
  const extension = extensionFiles(manifest);
  return zipSync(
    {
      "[Content_Types].xml": strToU8(contentTypes()),
      "extension.vsixmanifest": strToU8(vsixManifest(manifest)),
      ...Object.fromEntries(
        Object.entries(extension).map(([path, bytes]) => [`extension/${path}`, bytes]),
      ),
    },
    { level: 9 },
  );
}

function build(): void {
  const { status, error } = spawnSync(process.execPath, ["esbuild.mjs", "--production"], {
    cwd: repositoryRoot,
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (status !== 0) {
    throw new Error("The extension could not be built.", { cause: error });
  }
}

function extensionFiles(manifest: Manifest): Files {
  const base = manifest.repository.url.replace(/\.git$/, "");
  const translations = readdirSync(repositoryRoot).filter((name) =>
    name.startsWith("package.nls."),
  );
  return {
    "package.json": strToU8(`${JSON.stringify(manifest, undefined, 2)}\n`),
    "readme.md": strToU8(withAbsoluteLinks(readText("README.md"), base)),
    "changelog.md": strToU8(withAbsoluteLinks(readText("CHANGELOG.md"), base)),
    "LICENSE.txt": readBytes("LICENSE"),
    [manifest.icon]: readBytes(manifest.icon),
    ...readFolder(join("media", "walkthrough"), "media/walkthrough"),
    ...Object.fromEntries(translations.map((name) => [name, readBytes(name)])),
    ...readFolder("l10n", "l10n"),
    ...readFolder(join("out", "production"), "dist"),
  };
}

function readFolder(folder: string, target: string): Files {
  const entries = readdirSync(join(repositoryRoot, folder), { withFileTypes: true });
  return Object.assign(
    {},
    ...entries.map((entry) => {
      const [path, packed] = [join(folder, entry.name), `${target}/${entry.name}`];
      return entry.isDirectory() ? readFolder(path, packed) : { [packed]: readBytes(path) };
    }),
  ) as Files;
}

/** Markdown whose relative links and pictures lead into the repository: VS Code shows only pictures from https addresses. */
function withAbsoluteLinks(markdown: string, repository: string): string {
  return markdown.replace(
    /(!?)(\[[^\]]*\])\((?![a-z]+:|#)([^)]+)\)/g,
    (_, image: string, text: string, path: string) =>
      `${image}${text}(${repository}/${image ? "raw" : "blob"}/HEAD/${path})`,
  );
}

function contentTypes(): string {
  const types = Object.entries(CONTENT_TYPES).map(
    ([extension, type]) => `<Default Extension="${extension}" ContentType="${type}"/>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types.join("")}</Types>
`;
}

/**
 * Returns the VSIX manifest, which the Marketplace and Open VSX read, in the form that vsce writes.
 */
function vsixManifest(manifest: Manifest): string {
  const texts = JSON.parse(readText("package.nls.json")) as Record<string, string>;
  const translated = (text: string) => texts[text.replaceAll("%", "")] ?? text;
  const { repository, galleryBanner } = manifest;
  const page = repository.url.replace(/\.git$/, "");
  const properties: [id: string, value: string][] = [
    ["Microsoft.VisualStudio.Code.Engine", manifest.engines.vscode],
    ["Microsoft.VisualStudio.Code.ExtensionDependencies", ""],
    ["Microsoft.VisualStudio.Code.ExtensionPack", ""],
    ["Microsoft.VisualStudio.Code.ExtensionKind", manifest.extensionKind.join(",")],
    ["Microsoft.VisualStudio.Code.LocalizedLanguages", ""],
    ["Microsoft.VisualStudio.Code.EnabledApiProposals", ""],
    ["Microsoft.VisualStudio.Code.ExecutesCode", "true"],
    ["Microsoft.VisualStudio.Services.Links.Source", repository.url],
    ["Microsoft.VisualStudio.Services.Links.Getstarted", repository.url],
    ["Microsoft.VisualStudio.Services.Links.GitHub", repository.url],
    ["Microsoft.VisualStudio.Services.Links.Support", `${page}/issues`],
    ["Microsoft.VisualStudio.Services.Links.Learn", `${page}#readme`],
    ["Microsoft.VisualStudio.Services.Branding.Color", galleryBanner.color],
    ["Microsoft.VisualStudio.Services.Branding.Theme", galleryBanner.theme],
    ["Microsoft.VisualStudio.Services.GitHubFlavoredMarkdown", "true"],
    ["Microsoft.VisualStudio.Services.Content.Pricing", "Free"],
  ];
  const assets: [type: string, path: string][] = [
    ["Microsoft.VisualStudio.Code.Manifest", "package.json"],
    ["Microsoft.VisualStudio.Services.Content.Details", "readme.md"],
    ["Microsoft.VisualStudio.Services.Content.Changelog", "changelog.md"],
    ["Microsoft.VisualStudio.Services.Content.License", "LICENSE.txt"],
    ["Microsoft.VisualStudio.Services.Icons.Default", manifest.icon],
  ];
  return xml`<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011" xmlns:d="http://schemas.microsoft.com/developer/vsx-schema-design/2011">
  <Metadata>
    <Identity Language="en-US" Id="${manifest.name}" Version="${manifest.version}" Publisher="${manifest.publisher}"/>
    <DisplayName>${translated(manifest.displayName)}</DisplayName>
    <Description xml:space="preserve">${translated(manifest.description)}</Description>
    <Tags>${[...manifest.keywords, "keybindings"].join(",")}</Tags>
    <Categories>${manifest.categories.join(",")}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>${properties.map(([id, value]) => xml`<Property Id="${id}" Value="${value}"/>`)}</Properties>
    <License>extension/LICENSE.txt</License>
    <Icon>extension/${manifest.icon}</Icon>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
  <Dependencies/>
  <Assets>${assets.map(([type, path]) => xml`<Asset Type="${type}" Path="extension/${path}" Addressable="true"/>`)}</Assets>
</PackageManifest>
`;
}

/** A template tag that escapes strings. Lists must contain XML. */
function xml(parts: TemplateStringsArray, ...values: (string | string[])[]): string {
  const texts = values.map((value) => (Array.isArray(value) ? value.join("") : escapeXml(value)));
  return String.raw({ raw: parts }, ...texts);
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function readBytes(path: string): Uint8Array {
  return readFileSync(join(repositoryRoot, path));
}

if (require.main === module) {
  const { name, version } = JSON.parse(readText("package.json")) as Manifest;
  const file = `${name}-${version}.vsix`;
  const vsix = createVsix();
  writeFileSync(join(repositoryRoot, file), vsix);
  console.log(`${file}: ${vsix.length} bytes`);
}
