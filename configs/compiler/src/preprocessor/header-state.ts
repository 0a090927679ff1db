// SPDX-License-Identifier: MIT
// What is known behind each of the headers that a source begins with. Sources
// that begin alike share it, and so do the versions of one that is edited.
import type { CompileInput, SourceProblem } from '../compilation.js';
import type { Names } from '../layered-map.js';
import { limits } from '../limits.js';
import type { Reference } from '../references.js';
import { SourceCache } from '../source-cache.js';
import type { SourceFile } from '../source.js';
import { targetOf, targets } from '../target.js';
import type { Target } from '../target.js';
import type { Token } from '../token.js';
import type { Macro } from './macro.js';
import { noPragmas } from './pragma-state.js';
import type { Pragmas } from './pragma-state.js';
import { initialMacros } from './predefined.js';

/** The preprocessor between two files; nothing changes it once it is made. */
export interface HeaderState {
  /** Before the first header there is none. */
  readonly before?: HeaderState;
  readonly target: Target;
  readonly macros: Names<Macro>;
  readonly once: ReadonlySet<string>;
  readonly pragmas: Pragmas;
  readonly budget: number;
  readonly isExhausted: boolean;
  readonly counter: number;
  readonly includes: number;
  /** Tokens of this header and of all before it. */
  readonly tokenCount: number;
  /** What the last header gave: */
  readonly tokens: readonly Token[];
  readonly problems: readonly SourceProblem[];
  readonly references: readonly Reference[];
  /** Every file that it asked for, itself first; undefined where there was none. */
  readonly reads: ReadonlyMap<string, SourceFile | undefined>;
}

/** States that are kept; each is a table of macros and the tokens of a header. */
const capacity = 256;

/** Remembers the states behind headers, and the tokens of files. */
export class HeaderCache {
  readonly sources = new SourceCache();
  readonly #first = new Map<string, HeaderState>();
  #next = new WeakMap<HeaderState, Map<string, HeaderState>>();
  #count = 0;

  /** Before any header. */
  first({ file, defines = {}, includePaths, target }: CompileInput): HeaderState {
    const name = target ?? targetOf(file);
    const key = JSON.stringify([name, Object.entries(defines), includePaths]);
    const known = this.#first.get(key);
    if (known !== undefined) return known;
    const state: HeaderState = {
      target: targets[name],
      macros: initialMacros(defines, targets[name]),
      once: new Set(),
      pragmas: noPragmas,
      budget: limits.expansion,
      isExhausted: false,
      counter: 0,
      includes: 0,
      tokenCount: 0,
      tokens: [],
      problems: [],
      references: [],
      reads: new Map(),
    };
    this.#makeRoom();
    this.#first.set(key, state);
    return state;
  }

  /** Behind a header, if all that it read is as it was then. */
  after(
    before: HeaderState,
    key: string,
    read: (path: string) => SourceFile | undefined,
  ): HeaderState | undefined {
    const known = this.#next.get(before)?.get(key);
    if (known === undefined) return undefined;
    for (const [asked, file] of known.reads) if (read(asked) !== file) return undefined;
    return known;
  }

  remember(before: HeaderState, key: string, state: HeaderState): void {
    this.#makeRoom();
    const next = this.#next.get(before) ?? new Map<string, HeaderState>();
    this.#next.set(before, next.set(key, state));
  }

  #makeRoom(): void {
    if (++this.#count <= capacity) return;
    this.#first.clear();
    this.#next = new WeakMap();
    this.#count = 1;
  }
}
