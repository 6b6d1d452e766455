import { randomBytes } from "node:crypto";
import type { PageData } from "./messages";

/** Where the page's files are, as the webview reaches them. */
interface PageFiles {
  readonly script: string;
  readonly style: string;
  /** The webview's own source, for the content security policy. */
  readonly cspSource: string;
}

/**
 * Returns the page. Its content security policy allows only its own script and styles
 * (https://code.visualstudio.com/api/extension-guides/webview#content-security-policy).
 */
export function pageHtml(data: PageData, { script, style, cspSource }: PageFiles): string {
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}; font-src ${cspSource}; img-src ${cspSource}`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(data.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeHtml(style)}">
<title>${escapeHtml(data.title)}</title>
</head>
<body>
<div id="root"></div>
<script id="data" type="application/json" nonce="${nonce}">${escapeScript(data)}</script>
<script src="${escapeHtml(script)}" nonce="${nonce}"></script>
</body>
</html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** JSON in which nothing can end the script element. */
function escapeScript(data: PageData): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
