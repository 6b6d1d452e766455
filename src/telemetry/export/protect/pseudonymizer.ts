import { isIpAddress, isIpv6Address } from "./ipAddress";
import type { KeyMeaning } from "./keys";
import { KnownNames } from "./knownNames";
import type { LocalNames } from "./localNames";
import { Memo } from "./memo";
import { IDENTIFIER, type IdentifierGroups } from "./patterns";
import { type PseudonymKind, Pseudonyms, decodePercent } from "./pseudonyms";
import { MASK, isNothing } from "./secrets";

/** What stands below `/users/` in an API's routes and in Windows, and is no user. */
const NOT_USERS = /^(?:me|login|logout|authmethods|first|oauth2|oidc|otp|roles|public|shared)$/i;

/** Text without any of these holds none of the {@link IDENTIFIER}s. */
const HINT = /[:/\\@.=%\s]|--/;

/** Replaces the identifiers in the texts of one export. */
export class Pseudonymizer {
  private readonly pseudonyms = new Pseudonyms();
  private readonly localNames = new KnownNames();
  private readonly metNames = new KnownNames();
  /** Events have most of their texts in common. */
  private readonly replaced = new Memo();
  private readonly known = new Memo();

  constructor({ users, hosts }: LocalNames) {
    for (const name of users) {
      this.localNames.add("user", name);
    }
    for (const name of hosts) {
      this.localNames.add("host", name);
    }
  }

  /** A value, by what its key says of it and by its own shape. Remembers the names that it gives away. */
  replaceValue(value: string, meaning: KeyMeaning): string {
    if (meaning === "machine" || meaning === "session") {
      return isNothing(value) ? value : this.learned(meaning, value);
    }
    if (meaning === "user" || meaning === "host") {
      return this.replaceName(value, meaning, true);
    }
    // A workspace's name is part of its host name, but too often an ordinary word.
    return meaning === "workspace"
      ? this.replaceName(value, "host", false)
      : this.replaceText(value);
  }

  /** What a text's shape gives away, wherever it is in the text. */
  replaceText(text: string): string {
    if (!HINT.test(text)) {
      return text;
    }
    return this.replaced.of(text, () =>
      text.replace(IDENTIFIER, (match: string, ...args: unknown[]) =>
        this.replaceMatch(match, args.at(-1) as IdentifierGroups),
      ),
    );
  }

  /** The names that have been met up to now, as words. */
  replaceKnownNames(text: string): string {
    const toPseudonym = (kind: PseudonymKind, name: string): string =>
      this.pseudonyms.of(kind, name);
    return this.known.of(text, () =>
      this.metNames.replace(this.localNames.replace(text, toPseudonym), toPseudonym),
    );
  }

  private replaceMatch(match: string, groups: IdentifierGroups): string {
    const { urlHost, folder, localPart, value, peer, server, ipV6 } = groups;
    if (urlHost !== undefined) {
      return this.replaceUrl(urlHost, groups);
    }
    if (folder !== undefined) {
      return this.replaceHome(match, folder, groups);
    }
    if (localPart !== undefined) {
      return this.replaceAddress(match, localPart, groups);
    }
    if (value !== undefined) {
      return this.replaceAssigned(value, groups);
    }
    if (peer !== undefined) {
      const { peerOf = "" } = groups;
      return peerOf + this.replaceName(peer, "host", false);
    }
    if (server !== undefined) {
      const { shares = "" } = groups;
      return shares + this.learned("host", server);
    }
    return ipV6 === undefined ? this.replaceHost(match) : this.replaceIpV6(match);
  }

  private replaceAssigned(value: string, { word = "", assign = "" }: IdentifierGroups): string {
    const kind = /^(?:user|owner|log)/i.test(word) ? "user" : "host";
    return word + assign + this.replaceName(value, kind, false);
  }

  private replaceUrl(
    host: string,
    { slashes = "", userInfo, owner, ownerName }: IdentifierGroups,
  ): string {
    const before = userInfo === undefined ? "" : `${this.replaceUserInfo(userInfo)}@`;
    const after = ownerName === undefined ? "" : `${owner ?? ""}${this.learned("user", ownerName)}`;
    return slashes + before + this.replaceHost(host) + after;
  }

  private replaceUserInfo(userInfo: string): string {
    const [user = "", ...password] = userInfo.split(":");
    return (user && this.learned("user", user)) + (password.length > 0 ? `:${MASK}` : "");
  }

  private replaceHome(
    match: string,
    folder: string,
    { homes = "", separator = "" }: IdentifierGroups,
  ): string {
    if (NOT_USERS.test(folder)) {
      return match;
    }
    // Below a lower-case `users` stands a route of an API more often than a home.
    const user =
      homes === "users" ? this.pseudonyms.of("user", folder) : this.learned("user", folder);
    return homes + separator + user;
  }

  private replaceAddress(
    match: string,
    localPart: string,
    { at = "", addressHost = "" }: IdentifierGroups,
  ): string {
    if (isVersion(addressHost)) {
      return match;
    }
    // `package@latest` is no address, and `latest` no name that is to be looked for elsewhere.
    const user = addressHost.includes(".")
      ? this.learned("user", localPart)
      : this.pseudonyms.of("user", localPart);
    return user + at + this.replaceHost(addressHost);
  }

  /** A name that stands alone, whatever its shape. */
  private replaceName(value: string, kind: "host" | "user", isCertain: boolean): string {
    const name = value.trim();
    if (isNothing(name)) {
      return value;
    }
    if (isIpAddress(name)) {
      return this.pseudonyms.of("ip", name);
    }
    if (isShaped(name)) {
      return this.replaceText(value);
    }
    if (kind === "host") {
      return this.replaceHost(name, isCertain);
    }
    return name
      .split("/")
      .map(
        (part) => part && (isCertain ? this.learned(kind, part) : this.pseudonyms.of(kind, part)),
      )
      .join("/");
  }

  /** The host of a URL or an address, or a domain name: with its port, and what ends a sentence. */
  private replaceHost(text: string, isCertain = true): string {
    const [, prefix = "", name = "", rest = ""] =
      /^((?:[a-z-]+\+)?\[?)(.*?)(\]?(?::\d{1,5})?[.:!]{0,3})$/is.exec(text) ?? [];
    if (isIpAddress(name.split("%")[0] ?? "")) {
      return prefix + this.pseudonyms.of("ip", name) + rest;
    }
    if (name === "") {
      return text;
    }
    if (isCertain) {
      this.learnCoderHost(name);
      this.learn("host", name);
    }
    return prefix + this.pseudonyms.of("host", name) + rest;
  }

  /** `coder-vscode.dev.coder.com--owner--workspace.agent` holds a host and a user by themselves. */
  private learnCoderHost(name: string): void {
    const [deployment, owner] = name.split("--");
    if (deployment?.startsWith("coder-") && owner !== undefined) {
      this.learn("user", owner);
      this.learn("host", deployment.slice(deployment.indexOf(".") + 1));
    }
  }

  /** What may be an IPv6 address, and may have a port or a colon behind it. */
  private replaceIpV6(match: string): string {
    for (let end = match.length; end > 1; end = match.lastIndexOf(":", end - 1)) {
      const address = match.slice(0, end);
      if (/[0-9a-f]/i.test(address) && isIpv6Address(address)) {
        return this.pseudonyms.of("ip", address) + match.slice(end);
      }
    }
    return match;
  }

  private learn(kind: PseudonymKind, name: string): void {
    if (this.metNames.add(kind, name)) {
      this.known.clear();
    }
  }

  private learned(kind: PseudonymKind, name: string): string {
    if (kind === "host" || kind === "user" || name.length >= 8) {
      this.learn(kind, decodePercent(name));
    }
    return this.pseudonyms.of(kind, name);
  }
}

/** A URL, an address or a path, which says itself what in it is a name. */
function isShaped(name: string): boolean {
  return !/\s/.test(name) && /@|:\/\/|^(?:[a-z]:)?[\\/]/i.test(name);
}

/** `1.2.3`, `v4`, `2.0.0-beta`; four numbers are an IP address. */
function isVersion(text: string): boolean {
  return /^v?\d+(?:\.\d+){0,2}(?:[-+].*)?$/i.test(text);
}
