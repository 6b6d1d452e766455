import type { Decoded } from "./decode";
import { type Span, masked } from "./spans";
import { isNothing, valueAt } from "./values";

/** Programs for which short flags mean a password, or a name with one. */
const PROGRAMS: readonly (readonly [program: RegExp, flag: RegExp])[] = [
  [/\bcurl\b/, /^(?:-[uUb]|--(?:proxy-)?user|--cookie)$/],
  [/\b(?:sshpass|login)\b/, /^-p$/],
  [/\bmysql/, /^-p$/],
  [/\bredis-cli\b/, /^-a$/],
  [/\bhttps? (?=-a\b|$)/, /^-a$/],
  [/\b(?:plink|pscp|psftp)\b/, /^-pw$/],
  [/freerdp\b/, /^\/p$/],
  [/\bopenssl\b/, /^pass$/],
];

/** Whether a secret follows this flag of a program that is named before it. */
export function isCredentialFlag(before: string, flag: string): boolean {
  return PROGRAMS.some(([program, flags]) => flags.test(flag) && program.test(before));
}

const FLAG =
  /(?<=[\s"'`([,])(-(?:pw|[uUbap])|\/p|--(?:proxy-)?user|--cookie|pass)(?:["'`]?\s*[,=:]?\s*(?=[^\s-])|(?=[^\s-]))/g;

const PIPED = /\becho\s{1,5}(\S+)\s{0,5}\|(?=[^|]{0,100}--password-stdin)/g;

/** So much before a flag is searched for its program. */
const MAX_COMMAND = 200;

/** The passwords in command lines of programs that have short flags for them. */
export function findCredentialFlags(decoded: Decoded): Span[] {
  const { text } = decoded;
  if (!PROGRAMS.some(([program]) => program.test(text))) {
    return [];
  }
  const spans = Array.from(text.matchAll(PIPED), ({ 0: match, 1: value = "", index }) => {
    const start = index + match.indexOf(value, 5);
    return masked(start, start + value.length);
  });
  // A value is read once, however many flags it seems to hold.
  let read = 0;
  for (const { 0: match, 1: flag = "", index } of text.matchAll(FLAG)) {
    if (index < read) {
      continue;
    }
    const { start, end } = valueAt(decoded, index + match.length, { kind: "word" });
    const value = text.slice(start, end);
    read = end;
    if (isPasswordFlag(flag, text.slice(Math.max(0, index - MAX_COMMAND), index), value)) {
      spans.push(masked(start, end));
    }
  }
  return spans;
}

/** Whether a flag means a password to the program that stands before it; a user's name alone is none, nor is a cookie file. */
function isPasswordFlag(flag: string, before: string, value: string): boolean {
  const command = before.split(/[;|]|&&|(?<!\\)\n/).at(-1) ?? "";
  const holdsName = /^-[uUb]$|user$|cookie$/.test(flag);
  return (
    isCredentialFlag(command, flag) &&
    !isNothing(value) &&
    (holdsName ? /[:=]./.test(value) : !/^\d{1,5}$/.test(value))
  );
}
