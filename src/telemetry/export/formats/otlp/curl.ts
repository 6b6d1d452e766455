import type { ExportFormat } from "../format";
import type { Signal } from "./signal";

type CurlCommand = NonNullable<ExportFormat["curlCommand"]>;

/** Content types of OTLP/HTTP requests. */
const CONTENT_TYPES = {
  json: "application/json",
  protobuf: "application/x-protobuf",
} as const;

type Encoding = keyof typeof CONTENT_TYPES;

/** Default address of the OTLP/HTTP receiver of a Collector on the same machine. */
const ENDPOINT = "http://localhost:4318";

/** Printed by a shell in which `n` is the number of the request. */
const FAILED = "Request $n failed. The requests after it were not sent.";

/** Returns a command for a POSIX shell or PowerShell that sends a file in one POST request. */
export function curlDocument(signal: Signal, encoding: Encoding): CurlCommand {
  return (path, platform) =>
    platform === "win32"
      ? `curl.exe ${options(signal, encoding, powerShellQuoted, `@${path}`)}`
      : `curl ${options(signal, encoding, posixQuoted, `@${path}`)}`;
}

/**
 * Returns a command for a POSIX shell that sends each line of a file in a POST request. If a request
 * fails, it says which one, sends no others, and ends with an error. Returns undefined on Windows, because PowerShell's pipes can
 * change the encoding of the text
 * (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding).
 */
export function curlLines(signal: Signal): CurlCommand {
  return (path, platform) =>
    platform === "win32"
      ? undefined
      : `(n=0; while IFS= read -r line; do n=$((n + 1)); printf '%s' "$line" | curl ${options(signal, "json", posixQuoted, "@-")} || { echo "${FAILED}" >&2; exit 1; }; done < ${posixQuoted(path)})`;
}

function options(
  signal: Signal,
  encoding: Encoding,
  quoted: (text: string) => string,
  data: string,
): string {
  const header = quoted(`Content-Type: ${CONTENT_TYPES[encoding]}`);
  return `--fail --header ${header} --data-binary ${quoted(data)} ${ENDPOINT}${signal.path}`;
}

function posixQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Quotes text for PowerShell, which also ends a string at typographic single quotes (`IsSingleQuote` in
 * https://github.com/PowerShell/PowerShell/blob/master/src/System.Management.Automation/engine/parser/CharTraits.cs).
 */
function powerShellQuoted(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, "$&$&")}'`;
}
