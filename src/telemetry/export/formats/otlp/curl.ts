/** The default OTLP/HTTP endpoint for logs of a Collector on the same machine. */
const ENDPOINT = "http://localhost:4318/v1/logs";

/** Returns a command for a POSIX shell or PowerShell that sends a file in one POST request. */
export function curlDocument(path: string, platform: NodeJS.Platform): string {
  return platform === "win32"
    ? `curl.exe ${options((text) => `'${text.replaceAll("'", "''")}'`, `@${path}`)}`
    : `curl ${options(posixQuoted, `@${path}`)}`;
}

/**
 * Returns a command for a POSIX shell that sends each line of a file in a POST request. Returns
 * undefined on Windows, because PowerShell's pipes can change the encoding of the text
 * (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding).
 */
export function curlLines(path: string, platform: NodeJS.Platform): string | undefined {
  return platform === "win32"
    ? undefined
    : `while IFS= read -r line; do printf '%s' "$line" | curl ${options(posixQuoted, "@-")}; done < ${posixQuoted(path)}`;
}

function options(quoted: (text: string) => string, data: string): string {
  return `--fail --header ${quoted("Content-Type: application/json")} --data-binary ${quoted(data)} ${ENDPOINT}`;
}

function posixQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
