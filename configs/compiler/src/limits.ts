// SPDX-License-Identifier: MIT
// Bounds on what a source may cost. They are far above any configuration and
// keep a hostile or half-typed file from taking the editor with it.

export const limits = {
  /** Nested includes, and includes in total. */
  includeDepth: 64,
  includes: 2000,
  /** Tokens that macro expansion may produce or look at. */
  expansion: 500_000,
  /** Macro calls inside of arguments of macro calls. */
  argumentDepth: 100,
  /** Tokens of the preprocessed source. */
  tokens: 500_000,
  /** Nested parentheses, braces, operators or declarators. */
  depth: 256,
  /** Bytes of an object; the hypervisor takes 64 KiB at most. */
  objectSize: 1 << 20,
  /** Values and bytes written while initialising objects. */
  writes: 1 << 19,
  /** Problems reported for one compilation. */
  problems: 200,
} as const;
