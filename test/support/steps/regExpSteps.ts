import { type AST, RegExpParser } from "@eslint-community/regexpp";

/** Returns the index to which a step at an index leads, or -1 if it doesn't match. */
type Step = (text: string, at: number) => number;

interface Instruction {
  readonly step?: Step;
  /**
   * The start or end of an iteration of a loop. The end only matches if the iteration has matched
   * some text.
   */
  readonly turn?: "begin" | "end";
  /** The next instructions. The first has the highest priority. */
  readonly next: readonly number[];
}

type Program = Instruction[];

/** The start indexes of nested loop iterations, innermost first. */
interface Turns {
  readonly at: number;
  readonly outer: Turns | undefined;
}

interface Thread {
  readonly next: number;
  readonly at: number;
  readonly turns: Turns | undefined;
}

const FAILED = -1;

/**
 * Matches a regular expression by backtracking and counts the instructions. Back references are
 * treated as matching empty text.
 */
export class SteppedRegExp {
  steps = 0;
  private readonly pattern: RegExp;
  private readonly program: Program = [];

  constructor(pattern: RegExp) {
    const { source, unicode } = pattern;
    this.pattern = pattern;
    const { alternatives } = new RegExpParser().parsePattern(source, 0, source.length, { unicode });
    this.anyOf(this.program, alternatives, false);
  }

  /** Returns the end index of the first match that starts at `from` or later, or -1. */
  exec(text: string, from: number): number {
    const last = this.pattern.sticky ? from : text.length;
    const { unicode } = this.pattern;
    for (let at = from; at <= last; at += charAt(text, at, false, unicode).length || 1) {
      const end = this.run(this.program, text, at);
      if (end !== FAILED) {
        return end;
      }
    }
    return FAILED;
  }

  private run(program: Program, text: string, start: number): number {
    const threads: Thread[] = [{ next: 0, at: start, turns: undefined }];
    for (let thread = threads.pop(); thread !== undefined; thread = threads.pop()) {
      const end = this.follow(program, text, thread, threads);
      if (end !== FAILED) {
        return end;
      }
    }
    return FAILED;
  }

  private follow(program: Program, text: string, thread: Thread, threads: Thread[]): number {
    let { next, at, turns } = thread;
    for (let one = program[next]; one !== undefined; one = program[next]) {
      this.steps++;
      at = one.step ? one.step(text, at) : at;
      if (one.turn === "begin") {
        turns = { at, outer: turns };
      } else if (one.turn === "end") {
        at = turns?.at === at ? FAILED : at;
        turns = turns?.outer;
      }
      if (at === FAILED) {
        return FAILED;
      }
      const [first = program.length, second] = one.next;
      if (second !== undefined) {
        threads.push({ next: second, at, turns });
      }
      next = first;
    }
    return at;
  }

  private anyOf(
    program: Program,
    alternatives: readonly AST.Alternative[],
    isBackward: boolean,
  ): void {
    const ends: number[] = [];
    for (const { elements } of alternatives) {
      const split = program.push({ next: [] }) - 1;
      for (const element of isBackward ? [...elements].reverse() : elements) {
        this.element(program, element, isBackward);
      }
      ends.push(program.push({ next: [] }) - 1);
      program[split] = { next: [split + 1, program.length] };
    }
    // After the last alternative, matching fails.
    const none = program.push({ step: () => FAILED, next: [] }) - 1;
    for (const end of ends) {
      program[end] = { next: [none + 1] };
    }
  }

  private element(program: Program, element: AST.Element, isBackward: boolean): void {
    if (element.type === "Group" || element.type === "CapturingGroup") {
      this.anyOf(program, element.alternatives, isBackward);
    } else if (element.type === "Quantifier") {
      this.quantifier(program, element, isBackward);
    } else if (element.type === "Assertion") {
      program.push({ step: this.assertion(element), next: [program.length + 1] });
    } else if (element.type !== "Backreference") {
      program.push({ step: this.character(element, isBackward), next: [program.length + 1] });
    }
  }

  private quantifier(program: Program, quantifier: AST.Quantifier, isBackward: boolean): void {
    const { min, max, greedy, element } = quantifier;
    for (let count = 0; count < min; count++) {
      this.element(program, element, isBackward);
    }
    const splits: number[] = [];
    for (let count = min; count < (max === Infinity ? min + 1 : max); count++) {
      const split = program.push({ next: [] }) - 1;
      splits.push(split);
      program.push({ turn: "begin", next: [split + 2] });
      this.element(program, element, isBackward);
      const after = program.length + 1;
      program.push({ turn: "end", next: [max === Infinity ? split : after] });
    }
    for (const split of splits) {
      const [more, enough] = [split + 1, program.length];
      program[split] = { next: greedy ? [more, enough] : [enough, more] };
    }
  }

  private character(element: AST.Element, isBackward: boolean): Step {
    const { flags, unicode } = this.pattern;
    const pattern = new RegExp(`^(?:${element.raw})$`, flags.replace(/[^isu]/g, ""));
    const known = new Map<string, boolean>();
    return (text, at) => {
      const char = charAt(text, at, isBackward, unicode);
      const isMatch = known.get(char) ?? (char !== "" && pattern.test(char));
      known.set(char, isMatch);
      return isMatch ? at + (isBackward ? -char.length : char.length) : FAILED;
    };
  }

  private assertion(assertion: AST.Assertion): Step {
    const holds = this.condition(assertion);
    return (text, at) => (holds(text, at) ? at : FAILED);
  }

  private condition(assertion: AST.Assertion): (text: string, at: number) => boolean {
    if ("alternatives" in assertion) {
      const program: Program = [];
      this.anyOf(program, assertion.alternatives, assertion.kind === "lookbehind");
      return (text, at) => (this.run(program, text, at) === FAILED) === assertion.negate;
    }
    if (assertion.kind === "word") {
      return (text, at) => (isWord(text, at - 1) === isWord(text, at)) === assertion.negate;
    }
    const { multiline } = this.pattern;
    return assertion.kind === "start"
      ? (text, at) => at === 0 || (multiline && text[at - 1] === "\n")
      : (text, at) => at === text.length || (multiline && text[at] === "\n");
  }
}

function isWord(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at));
}

/** Returns the character that starts at an index, or ends there if `isBackward`. */
function charAt(text: string, at: number, isBackward: boolean, unicode: boolean): string {
  const start = isBackward ? at - 1 : at;
  if (!unicode) {
    return text.charAt(start);
  }
  const isPair = isBackward && (text.codePointAt(start - 1) ?? 0) > 0xffff;
  const code = text.codePointAt(isPair ? start - 1 : start);
  return code === undefined ? "" : String.fromCodePoint(code);
}
