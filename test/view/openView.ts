// The page of the telemetry view in Chromium, without VS Code around it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { repositoryRoot } from "../../scripts/repository";
import { pageHtml } from "../../src/telemetry/view/html";
import type { ExtensionMessage, PageData, PageMessage } from "../../src/telemetry/view/messages";
import { waitUntil } from "../support/waitUntil";
import { type Theme, themes } from "./themes";

/** What hears the page's messages and answers them, as the extension does. */
export type Hear = (message: PageMessage, send: (message: ExtensionMessage) => void) => void;

export interface ViewOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly data?: Partial<PageData>;
}

const ORIGIN = "https://view.test";
const BUILT = join(repositoryRoot, "dist", "telemetry", "view", "page");
/** The page, and what it said. `close()` closes it. */
export class View {
  readonly page: Page;
  readonly #context: BrowserContext;
  /** All messages of the page. */
  readonly messages: PageMessage[] = [];
  /** Errors in the console: exceptions, and what the content security policy refused. */
  readonly errors: string[] = [];

  constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    page.on("pageerror", ({ message }) => this.errors.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") {
        this.errors.push(message.text());
      }
    });
  }

  async send(message: ExtensionMessage): Promise<void> {
    await this.page.evaluate(`postMessage(${JSON.stringify(message)}, "*")`);
  }

  /** Returns the last message of a kind, as soon as there is one. */
  async heard(kind: PageMessage["kind"]): Promise<PageMessage | undefined> {
    const find = () => Promise.resolve(this.messages.findLast((each) => each.kind === kind));
    return waitUntil(`the message "${kind}"`, find, (message) => message !== undefined);
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}

/** Opens the page. Its state survives `page.reload()`, as it does in VS Code. */
export async function openView(
  browser: Browser,
  hear: Hear,
  options: ViewOptions = {},
): Promise<View> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const view = new View(context, await context.newPage());
  let state: unknown;
  await context.exposeFunction("sendToExtension", (message: PageMessage) => {
    view.messages.push(message);
    hear(message, (answer) => {
      // A page that was closed or reloaded in the meantime hears nothing.
      view.send(answer).catch(() => undefined);
    });
  });
  await context.exposeFunction("rememberState", (remembered: unknown) => {
    state = remembered;
  });
  await context.route(`${ORIGIN}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === "/") {
      await route.fulfill({ contentType: "text/html", body: html(options, state) });
    } else {
      const contentType = path.endsWith(".js") ? "text/javascript" : "text/css";
      await route.fulfill({ contentType, body: await readFile(join(BUILT, path)) });
    }
  });
  await view.page.goto(ORIGIN);
  return view;
}

/** The page as the extension makes it, preceded by what VS Code puts into it. */
function html({ theme = "dark", data }: ViewOptions, state: unknown): string {
  const pageData: PageData = {
    title: "Telemetry",
    language: "en",
    isFile: false,
    canExport: true,
    ...data,
  };
  const files = { script: `${ORIGIN}/main.js`, style: `${ORIGIN}/main.css`, cspSource: ORIGIN };
  const page = pageHtml(pageData, files);
  const nonce = / nonce="([^"]+)"/.exec(page)?.[1] ?? "";
  const { kind, variables } = themes[theme];
  const api = `<script nonce="${nonce}">
  document.body.className = ${JSON.stringify(kind)};
  for (const [name, value] of Object.entries(${inScript(variables)})) {
    document.documentElement.style.setProperty(name, value);
  }
  let state = ${inScript(state ?? null)} ?? undefined;
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => void sendToExtension(message),
    getState: () => state,
    setState: (next) => void rememberState((state = next)),
  });
</script>`;
  return page.replace("<body>", (body) => body + api);
}

function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
