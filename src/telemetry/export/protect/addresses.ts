import { isIpv6Address } from "./ipAddress";
import { isLocalhost } from "./places";
import { endOf, matchAt } from "./scan";

/** A part of a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const OCTET = "(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";
/**
 * Also as in the names of hosts: `ip-10-0-0-7`. Versions begin with a letter, or have other numbers of parts, unless they are those of
 * WSL's kernels.
 */
const IP_V4 = new RegExp(
  `(?<![vV\\d.])(?:${OCTET}(?:\\.${OCTET}){3}(?!\\.?\\d|-microsoft)|(?<=[Ii][Pp]-)${OCTET}(?:-${OCTET}){3}(?![.-]?\\d))`,
  "g",
);

/** Whatever may be one, and the address of a network card. */
const WITH_COLONS = /[0-9A-Fa-f.:]+(?:%[A-Za-z0-9]{1,20})?/g;
const HARDWARE = /^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$/;

/** Longer is no address, even with a zone and a port. */
const MAX_LENGTH = 80;

/** The IP addresses in a text, of both versions and without their ports, and hardware addresses. */
export function findAddresses(text: string): Range[] {
  const v4 = Array.from(text.matchAll(IP_V4), ({ 0: match, index }) => ({
    start: index,
    end: index + match.length,
  }));
  const withColons = Array.from(text.matchAll(WITH_COLONS), ({ 0: match, index }) => {
    // `ip:2001:db8::1`
    const isBehindColon = /^:[^:]/.test(match);
    const start = index + (isBehindColon ? 1 : 0);
    return isApart(text, start, index + match.length)
      ? withoutPort(match.slice(start - index), start)
      : [];
  });
  return [...v4, ...withColons.flat()].filter(
    ({ start, end }) => !isLocalhost(text.slice(start, end)),
  );
}

/** Not a part of a word: `std::add`. */
function isApart(text: string, start: number, end: number): boolean {
  const isLetter = /\w/;
  return !isLetter.test(text[start - 1] ?? "") && !isLetter.test(text[end] ?? "");
}

/** The address at the start of a text, which may have a port or a colon behind it. */
function withoutPort(text: string, start: number): Range[] {
  // `a::b` could be one, but is a name in a program.
  if (text.length > MAX_LENGTH || !/:.*:/.test(text) || !/\d|(?:[a-f]+:+){3}/i.test(text)) {
    return [];
  }
  for (let end = text.length; end > 1; end = text.lastIndexOf(":", end - 1)) {
    const address = text.slice(0, end).replace(/\.+$/, "");
    if (HARDWARE.test(address) || isIpv6Address(address)) {
      return [{ start, end: start + address.length }];
    }
  }
  return [];
}

const LOCAL_PART = /[\p{L}\p{M}\p{N}_.%+~!#$*^-]*/uy;
const PACKAGE_TAG =
  /@(?:v?\d+(?:\.\d+){0,2}(?!\.?\d)|(?:latest|next|beta|alpha|canary|rc|lts|stable|main|master|head)(?![\p{L}\p{N}]))(?![.]?\p{L})/iuy;

/** Where what may be the part before the `@` of an address ends, and whether it is: `ada@example.com`, but not `ada@1.2.3`. */
export function localPartAt(
  text: string,
  start: number,
): { readonly end: number; readonly isOfAddress: boolean } {
  const end = endOf(LOCAL_PART, text, start);
  const isOfAddress =
    text[end] === "@" &&
    /[\p{L}\p{N}[]/u.test(text[end + 1] ?? "") &&
    !matchAt(PACKAGE_TAG, text, end);
  return { end, isOfAddress };
}
