import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Locator, Page } from "playwright-core";
import { uninstallExtension } from "../../scripts/extensionCommand";
import { readManifest, repositoryRoot } from "../../scripts/repository";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { extensionsDirectory } from "../../scripts/serverData";
import { startVSCodeServer } from "../../scripts/vscodeServer";
import { waitUntil } from "../support/waitUntil";
import { installVersion } from "./installVersion";
import { openUntil } from "./openUntil";
import { createDirectories, deleteDirectories } from "./openWorkbench";
import type { Workbench, WorkbenchDirectories } from "./workbench";

const PREVIOUS = "0.0.9";
const CURRENT = readManifest().version;
/** As in the manifest, without ".git". */
const REPOSITORY_URL = "https://github.com/coder/coder-telemetry";
const KEY = "ctrl+alt+f9";

interface ExportedRow {
  readonly event_id: string;
  readonly context: { readonly extension_version: string };
}

describe("a person with the VSIX", () => {
  const openWorkbench = openUntil(afterEach);
  let directories: WorkbenchDirectories;
  before(async () => {
    directories = await createDirectories();
    await writeSampleTelemetry(directories.telemetryDir, { end: new Date(), days: 2 });
  });
  after(async () => {
    await deleteDirectories(directories);
  });

  /** Exports all telemetry with a key of one's own. */
  const exportAll = async (name: string): Promise<ExportedRow[]> => {
    const destination = join(directories.workspaceDir, name);
    const args = { range: "allTime", format: "json", destination };
    const workbench = await openWorkbench({
      directories,
      installRepository: false,
      keybindings: [{ key: KEY, command: "coderTelemetry.export", args }],
    });
    await workbench.press(KEY);
    await workbench.notifications.waitFor(name);
    await showDetails(workbench);
    await workbench.close();
    return JSON.parse(readFileSync(destination, "utf8")) as ExportedRow[];
  };

  const installedFolders = (): string[] =>
    readdirSync(extensionsDirectory(directories.dataDir)).filter((name) =>
      name.startsWith("coder."),
    );

  it("exports with it, keeps the telemetry over an upgrade, and the exports when it is uninstalled", async () => {
    await installVersion(directories, PREVIOUS);
    const before = await exportAll("before.json");
    assert.ok(recordedBy(before, PREVIOUS) > 0);
    assert.equal(recordedBy(before, CURRENT), 0);

    assert.ok(storedFiles(directories).length > 0);
    await installVersion(directories, CURRENT);
    const after = await exportAll("after.json");
    assert.ok(recordedBy(after, CURRENT) > 0);
    const ids = new Set(after.map(({ event_id }) => event_id));
    assert.deepEqual(
      before.filter(({ event_id }) => !ids.has(event_id)),
      [],
    );
    assert.deepEqual(installedFolders(), [`coder.coder-telemetry-${CURRENT}`]);

    await uninstallExtension(directories.dataDir);
    const server = await startVSCodeServer({
      dataDir: directories.dataDir,
      installRepository: false,
    });
    try {
      await waitUntil(
        "VS Code to delete the extension and its storage",
        () => Promise.resolve([...installedFolders(), ...storedFiles(directories)]),
        (names) => names.length === 0,
      );
    } finally {
      await server.stop();
    }
    assert.deepEqual(readdirSync(directories.workspaceDir).sort(), ["after.json", "before.json"]);
  });
});

const README_PICTURES =
  readFileSync(join(repositoryRoot, "README.md"), "utf8").split("![").length - 1;

/** Opens what VS Code shows of an installed extension: icon, names, README and its pictures. */
async function showDetails(workbench: Workbench): Promise<void> {
  await serveRepository(workbench.page);
  await workbench.runCommand("Extensions: Show Installed Extensions");
  await workbench.page.locator(".extension-list-item", { hasText: "Coder Telemetry" }).click();
  const editor = workbench.page.locator(".extension-editor");
  await editor.locator(".header .name", { hasText: "Coder Telemetry" }).waitFor();
  const icon = editor.locator(".header .icon-container img");
  await waitUntil(
    "the icon",
    () => naturalWidths(icon),
    (widths) => isDeepStrictEqual(widths, [256]),
  );
  const readme = workbench.page.frameLocator("iframe.webview").frameLocator("iframe");
  await readme.getByRole("heading", { name: "Coder Telemetry" }).waitFor();
  await waitUntil(
    "the README's pictures",
    () => naturalWidths(readme.locator("img")),
    (widths) => widths.length === README_PICTURES && widths.every((width) => width > 0),
  );
  await workbench.screenshot("extension details");
}

/** Answers for the web address of the repository's files with those of this clone, as no test uses the network. */
async function serveRepository(page: Page): Promise<void> {
  const address = `${REPOSITORY_URL}/raw/HEAD/`;
  await page.route(`${address}**`, async (route) => {
    await route.fulfill({
      path: join(repositoryRoot, route.request().url().slice(address.length)),
    });
  });
}

/** How wide the pictures are by themselves: 0 for one that is not shown. */
function naturalWidths(images: Locator): Promise<number[]> {
  return images.evaluateAll((all) =>
    all.map((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
  );
}

function recordedBy(rows: readonly ExportedRow[], version: string): number {
  return rows.filter(({ context }) => context.extension_version === version).length;
}

function storedFiles({ telemetryDir }: WorkbenchDirectories): string[] {
  return existsSync(telemetryDir) ? readdirSync(telemetryDir) : [];
}
