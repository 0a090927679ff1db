// SPDX-License-Identifier: MIT
// clang-format in WebAssembly, which is loaded when somebody formats something.
import type { Formatter } from './features/formatting.js';

/** Whatever the file is called, it is C. */
const fileName = 'main.c';

let loaded: Promise<Formatter> | undefined;

export function loadClangFormat(): Promise<Formatter> {
  return (loaded ??= load());
}

async function load(): Promise<Formatter> {
  const library = await import('@wasm-fmt/clang-format');
  return (text, style) => library.format(text, fileName, style);
}
