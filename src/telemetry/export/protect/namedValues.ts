import { isIpAddress } from "./ipAddress";
import type { IdentifierMeaning } from "./keys";
import type { Pseudonyms } from "./pseudonyms";
import { isNothing } from "./values";

/** The value of a key that says what it is, whatever it looks like. Undefined for a URL or the like, which says itself what its names are. */
export function replaceName(
  value: string,
  meaning: IdentifierMeaning,
  pseudonyms: Pseudonyms,
): string | undefined {
  const name = value.trim();
  if (isNothing(name) || name.toLowerCase() === "localhost") {
    return value;
  }
  if (meaning === "machine" || meaning === "session") {
    return pseudonyms.of(meaning, name);
  }
  if (/:\/\/|@|%|^[/\\~]|^[a-z]:/i.test(name)) {
    return undefined;
  }
  // `owner/workspace`, `DOMAIN\user`, `host:22`
  return name
    .split(/([/\\]|:\d{1,5}$)/)
    .map((part, index) =>
      index % 2 === 1 || part === "" ? part : replacePart(part, meaning, pseudonyms),
    )
    .join("");
}

function replacePart(
  name: string,
  meaning: "user" | "host" | "workspace",
  pseudonyms: Pseudonyms,
): string {
  if (isIpAddress(name)) {
    return pseudonyms.of("ip", name);
  }
  return pseudonyms.of(meaning === "user" ? "user" : "host", name);
}
