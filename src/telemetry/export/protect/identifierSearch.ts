import { findAddresses, localPartAt } from "./addresses";
import type { Decoded } from "./decode";
import { fileExtension, isDomain, mayBeDomain } from "./domains";
import type { NameSearch } from "./nameSearch";
import {
  HOST_WORD,
  type Piece,
  type Place,
  USER_WORD,
  hostEnd,
  isLocalhost,
  placeAt,
} from "./places";
import type { PseudonymKind, Pseudonyms } from "./pseudonyms";
import { trimRange } from "./scan";
import { MASK, type Span } from "./spans";
import { isHarmless, isKnownWord } from "./words";

const PIECE = /[\p{L}\p{M}\p{N}_.-]+/gu;

/** So much before a piece says what it is. */
const MAX_GAP = 60;

/** Behind these stands the name of a host, whatever word it is. */
const PEER =
  /(?:\b(?:ENOTFOUND|EAI_AGAIN|lookup|resolve host(?:name)?|connect to host|(?:connecting|authenticating) to))$/i;
const LIKELY_PEER = /^(?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|lookup|tcp[46]?|udp|resolve)$/i;

/** What a search works with, the same for all texts of an export. */
export interface SearchTools {
  readonly pseudonyms: Pseudonyms;
  readonly localNames: NameSearch;
}

/** Finds in one text whatever is not known to be harmless. Reads it once, from left to right. */
export class IdentifierSearch {
  private readonly decoded: Decoded;
  private readonly text: string;
  private readonly isName: boolean;
  private readonly pseudonyms: Pseudonyms;
  private readonly spans: Span[] = [];
  /** Secrets, addresses and this machine's names, from the left. */
  private readonly fixed: readonly Span[];
  private nextFixed = 0;
  /** Behind what has been judged. */
  private done = 0;
  /** What may be the part before the `@` of an address; read once, however many pieces it has. */
  private localPart = { end: 0, isOfAddress: false };

  /** @param isName whether the text is the name of a property or the like, of which none is a host. */
  constructor(
    decoded: Decoded,
    secrets: readonly Span[],
    isName: boolean,
    { pseudonyms, localNames }: SearchTools,
  ) {
    const { text } = decoded;
    this.decoded = decoded;
    this.text = text;
    this.isName = isName;
    this.pseudonyms = pseudonyms;
    const addresses = findAddresses(text).map(({ start, end }) => this.span("ip", start, end));
    const names = localNames.find(text).map(({ kind, start, end }) => this.span(kind, start, end));
    this.fixed = [...secrets, ...addresses, ...names].sort((a, b) => a.start - b.start);
  }

  /** What is to be replaced, also the secrets. */
  run(): Span[] {
    const { text } = this;
    let previous = "";
    let previousEnd = 0;
    for (const { 0: match, index } of text.matchAll(PIECE)) {
      const from = Math.max(this.done, index);
      const { start, end } = trimRange(text, from, index + match.length, /[.-]/);
      if (start < end) {
        const gap = text.slice(Math.max(previousEnd, start - MAX_GAP), start);
        this.judge({ start, end, gap, previous });
        previous = text.slice(start, end);
        previousEnd = Math.max(end, this.done);
      }
    }
    return [...this.fixed, ...this.spans];
  }

  private judge(piece: Piece): void {
    const { start, end } = piece;
    const fixed = this.fixedIn(start, end).find((span) => span.start <= start && span.end >= end);
    if (fixed?.text === MASK) {
      this.done = fixed.end;
      return;
    }
    const place = placeAt(this.decoded, piece) ?? this.addressAt(piece);
    if (place) {
      for (const { kind, start, end } of place.names) {
        this.replace(kind, start, end);
      }
      this.done = Math.max(this.done, place.end);
    } else if (!fixed) {
      this.judgeName(piece);
    }
  }

  /** `ada@example.com`: the part before the `@`, or the host behind one that has been replaced. */
  private addressAt({ start }: Piece): Place | undefined {
    if (start >= this.localPart.end) {
      this.localPart = localPartAt(this.text, start);
    }
    if (this.localPart.isOfAddress) {
      const { end } = this.localPart;
      return { names: [{ kind: "user", start, end }], end };
    }
    if (this.text[start - 1] !== "@" || this.done !== start - 1 || start === 1) {
      return undefined;
    }
    const end = hostEnd(this.text, start);
    return { names: [{ kind: "host", start, end }], end };
  }

  private judgeName({ start, end, gap, previous }: Piece): void {
    const name = this.text.slice(start, end);
    const isDirect = /^[\s"'`(]{1,3}$/.test(gap);
    const before = this.text.slice(Math.max(0, start - MAX_GAP), start).trimEnd();
    const isPeer = isDirect && PEER.test(before);
    const isHost =
      isPeer || gap.endsWith("*") || (!this.isName && isDomain(name)) || isCoderHost(name);
    if (isHost && !isLocalhost(name)) {
      this.replace("host", start, end);
    } else if (!isLocalhost(name) && !isHarmless(name) && !this.isContraction(name, end)) {
      this.replaceUnknown(start, end, this.kindOf(name, end, isDirect ? previous : ""));
    }
  }

  /** `don't`, whose parts are no words. */
  private isContraction(name: string, end: number): boolean {
    return /^['’]t(?!\p{L})/u.test(this.text.slice(end, end + 3)) && isKnownWord(`${name}t`);
  }

  private kindOf(name: string, end: number, previous: string): PseudonymKind {
    const isPeer =
      LIKELY_PEER.test(previous) ||
      HOST_WORD.test(previous) ||
      /^:\d{2,5}(?!\d)/.test(this.text.slice(end, end + 7));
    if (mayBeDomain(name) || (isPeer && fileExtension(name) === "")) {
      return "host";
    }
    return USER_WORD.test(previous) ? "user" : "text";
  }

  /** Leaves the version that a name begins with, the extension that it ends with, and what is replaced already. */
  private replaceUnknown(start: number, end: number, kind: PseudonymKind): void {
    const name = this.text.slice(start, end);
    const isHost = kind === "host";
    const version = /^v?\d{1,5}(?:\.\d{1,5}){0,2}[-_.](?!\d)/.exec(name)?.[0].length ?? 0;
    const stemEnd = isHost ? end : end - fileExtension(name).length;
    let from = isHost ? start : start + version;
    for (const span of this.fixedIn(from, stemEnd)) {
      this.replaceUnlessHarmless(kind, from, span.start);
      from = Math.max(from, span.end);
    }
    this.replaceUnlessHarmless(kind, from, stemEnd);
    this.done = Math.max(this.done, end);
  }

  private replaceUnlessHarmless(kind: PseudonymKind, start: number, end: number): void {
    if (end > start && !isHarmless(this.text.slice(start, end))) {
      this.replace(kind, start, end);
    }
  }

  private replace(kind: PseudonymKind, start: number, end: number): void {
    this.spans.push(this.span(kind, start, end));
    this.done = Math.max(this.done, end);
  }

  private span(kind: PseudonymKind, start: number, end: number): Span {
    return { start, end, text: this.pseudonyms.of(kind, this.text.slice(start, end)) };
  }

  /** What is replaced already in a part of the text. No part that is asked for begins before the last one. */
  private fixedIn(start: number, end: number): readonly Span[] {
    while ((this.fixed[this.nextFixed]?.end ?? Infinity) <= start) {
      this.nextFixed++;
    }
    const found: Span[] = [];
    let index = this.nextFixed;
    for (let span = this.fixed[index]; span && span.start < end; span = this.fixed[++index]) {
      found.push(span);
    }
    return found.filter((span) => span.end > start);
  }
}

/** As the Coder extension names its SSH hosts: `coder-vscode.dev.example.com--owner--workspace.agent`. */
function isCoderHost(name: string): boolean {
  return /^coder[\p{L}\p{N}_.-]*--/u.test(name);
}
