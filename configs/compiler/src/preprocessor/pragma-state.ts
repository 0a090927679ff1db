// SPDX-License-Identifier: MIT
// What #pragma has set so far.
import type { Macro } from './macro.js';

/** What pragmas have set; replaced as a whole, never changed. */
export interface Pragmas {
  /** The most that members are aligned, in bytes. */
  readonly pack?: number;
  readonly packs: readonly { readonly name?: string; readonly pack?: number }[];
  /** Macros put aside by push_macro; undefined where there was none. */
  readonly macros: readonly { readonly name: string; readonly macro?: Macro }[];
}

export const noPragmas: Pragmas = { packs: [], macros: [] };
