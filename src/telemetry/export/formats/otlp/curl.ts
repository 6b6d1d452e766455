/** Where a Collector on this machine listens: the port that OTLP/HTTP is registered for, and its path for logs. */
const ENDPOINT = "http://localhost:4318/v1/logs";

/** The command that POSTs a file whole, for a POSIX shell or PowerShell. */
export function curlDocument(path: string, platform: NodeJS.Platform): string {
  return platform === "win32"
    ? `curl.exe ${options((text) => `'${text.replaceAll("'", "''")}'`, `@${path}`)}`
    : `curl ${options(posixQuoted, `@${path}`)}`;
}

/**
 * The command that POSTs a file line by line, for a POSIX shell. PowerShell has none: its pipes
 * recode what goes through them.
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
