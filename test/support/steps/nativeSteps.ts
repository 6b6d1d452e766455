import assert from "node:assert/strict";
import { SteppedRegExp } from "./regExpSteps";

type Call = (this: unknown, ...args: unknown[]) => unknown;
type Owner = Record<string, Call>;
/** Number of characters that a call reads or copies. */
type Cost = (self: unknown, result: unknown, args: readonly unknown[]) => number;

const lengthOf = (value: unknown): number => (typeof value === "string" ? value.length : 0);
const ofText: Cost = (self, result) => lengthOf(self) + lengthOf(result);
const ofArgument: Cost = (_, result, [text]) => lengthOf(text) + lengthOf(result);

const ofSearch: Cost = (self, result, [, from = 0]) =>
  1 + (typeof result === "number" && result >= 0 ? result : lengthOf(self)) - Number(from);

const ofSearchFromEnd: Cost = (self, result, [, from = lengthOf(self)]) =>
  1 + Math.min(Number(from), lengthOf(self)) - Math.max(Number(result), 0);

/** Methods whose time grows with the text. Others, such as charCodeAt, take constant time. */
const TEXT_COSTS: Readonly<Record<string, Cost>> = {
  indexOf: ofSearch,
  includes: ofSearch,
  lastIndexOf: ofSearchFromEnd,
  ...Object.fromEntries(
    [
      ...["toLowerCase", "toUpperCase", "normalize", "trim", "trimEnd", "trimStart", "split"],
      ...["replace", "replaceAll", "match", "matchAll", "search", "repeat", "localeCompare"],
      ...["isWellFormed", "toWellFormed", "padEnd", "padStart"],
    ].map((name) => [name, ofText]),
  ),
};

/** Counts the characters that built-in functions read or copy. */
export class NativeSteps {
  steps = 0;
  private isCounting = false;
  private readonly patterns = new Map<string, SteppedRegExp>();

  /** Returns the count for a function. */
  during(run: () => void): number {
    this.steps = 0;
    const restores = this.replaceAll();
    this.isCounting = true;
    try {
      run();
    } finally {
      this.isCounting = false;
      restores.forEach((restore) => {
        restore();
      });
    }
    return this.steps;
  }

  private replaceAll(): (() => void)[] {
    const text = String.prototype as unknown as Owner;
    const json = JSON as unknown as Owner;
    const global = globalThis as unknown as Owner;
    return [
      ...Object.entries(TEXT_COSTS).map(([name, cost]) => this.replace(text, name, cost)),
      this.replace(json, "parse", ofArgument),
      this.replace(json, "stringify", ofArgument),
      this.replace(global, "decodeURIComponent", ofArgument),
      this.replace(global, "encodeURIComponent", ofArgument),
      this.replace(Array.prototype as unknown as Owner, "join", ofText),
      // Built-in functions that use regular expressions call `exec` if it has been replaced
      // (https://tc39.es/ecma262/#sec-regexpexec).
      this.replace(RegExp.prototype as unknown as Owner, "exec", (self, _, [searched]) =>
        this.stepsOf(self as RegExp, String(searched)),
      ),
    ];
  }

  private replace(owner: Owner, name: string, cost: Cost): () => void {
    const original = owner[name];
    assert.ok(original, name);
    const add = (self: unknown, result: unknown, args: readonly unknown[]): void => {
      if (this.isCounting) {
        this.isCounting = false;
        this.steps += cost(self, result, args);
        this.isCounting = true;
      }
    };
    owner[name] = function (...args) {
      if (name === "exec") {
        add(this, undefined, args);
      }
      const result = original.apply(this, args);
      if (name !== "exec") {
        add(this, result, args);
      }
      return result;
    };
    return () => {
      owner[name] = original;
    };
  }

  /** Must be called before the pattern is executed, which changes its lastIndex. */
  private stepsOf(pattern: RegExp, text: string): number {
    const key = String(pattern);
    const stepped = this.patterns.get(key) ?? new SteppedRegExp(pattern);
    this.patterns.set(key, stepped);
    const before = stepped.steps;
    stepped.exec(text, pattern.global || pattern.sticky ? pattern.lastIndex : 0);
    return stepped.steps - before;
  }
}
