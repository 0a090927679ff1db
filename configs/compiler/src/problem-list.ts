// SPDX-License-Identifier: MIT
// Collects the problems of one compilation: each once, and not without end.
import type { SourceProblem } from './compilation.js';
import { limits } from './limits.js';
import type { Token } from './token.js';

const brokenCalls: ReadonlySet<string> = new Set(['macro-arguments', 'unterminated-macro-call']);

export class ProblemList {
  readonly problems: SourceProblem[] = [];
  readonly #seen = new Set<string>();
  /** Where calls of macros start whose arguments are wrong, and so what comes of them. */
  readonly #brokenCalls = new Set<string>();
  #leftOut: ReadonlySet<string> = new Set();

  /** From now on, problems with these ids are dropped. */
  leaveOut(ids: Iterable<string>): void {
    this.#leftOut = new Set(ids);
  }

  /** Whether problems with this id are dropped, so that nothing needs to be found out for them. */
  leavesOut(id: string): boolean {
    return this.#leftOut.has(id);
  }

  add(problem: SourceProblem): void {
    if (this.leavesOut(problem.id)) return;
    const { file, start, end } = problem.range;
    const call = `${file} ${start.line}:${start.column}`;
    if (problem.through !== undefined && this.#brokenCalls.has(call)) return;
    if (brokenCalls.has(problem.id)) this.#brokenCalls.add(call);
    const key = `${problem.id} ${file} ${start.line}:${start.column}-${end.line}:${end.column}`;
    if (this.#seen.has(key) || this.problems.length >= limits.problems) return;
    this.#seen.add(key);
    this.problems.push(problem);
  }

  /** Answers with a better problem for a name that is defined nowhere. */
  onUnknownName: (name: Token) => SourceProblem | undefined = () => undefined;

  /** A problem that comes from a name without a definition; to find the one that was meant takes long. */
  addUnknown(name: Token | undefined, problem: () => SourceProblem): void {
    if (this.problems.length >= limits.problems) return;
    this.add((name && this.onUnknownName(name)) ?? problem());
  }

  get hasErrors(): boolean {
    return this.problems.some(({ severity }) => severity === 'error');
  }
}
