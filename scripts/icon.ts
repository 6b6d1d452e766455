// `npm run icon`: generates media/icon.png, the extension's icon, from media/icon.svg.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launchChromium } from "./chromium";
import { repositoryRoot } from "./repository";

async function main(): Promise<void> {
  const directory = join(repositoryRoot, "media");
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
    await page.goto(pathToFileURL(join(directory, "icon.svg")).href);
    await page.screenshot({ path: join(directory, "icon.png"), omitBackground: true });
  } finally {
    await browser.close();
  }
}

void main();
