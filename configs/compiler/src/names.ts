// SPDX-License-Identifier: MIT
// What editors ask about the names in a source: where they are defined and
// used, and what macros become.
import type { Compilation, CompileInput, MacroDefinition, SourceSymbol } from './compilation.js';
import type { Declared } from './declare.js';
import { expansionSteps, spelling } from './preprocessor/expansion-steps.js';
import type { Macro } from './preprocessor/macro.js';
import type { Preprocessed } from './preprocessor/preprocess.js';
import type { References } from './references.js';
import { sourceFile } from './source.js';
import type { SourceFile } from './source.js';
import { symbolsOf } from './symbols.js';
import { spellingRange } from './token.js';

type Names = Pick<
  Compilation,
  'definitionAt' | 'usesOf' | 'symbols' | 'macroNamed' | 'expansionAt'
>;

interface Known {
  readonly input: CompileInput;
  readonly main: SourceFile;
  readonly source: Preprocessed;
  readonly references: References;
  readonly declared: Declared;
}

/** Nothing is worked out before it is asked for. */
export function namesOf({ input, main, source, references, declared }: Known): Names {
  const { macros, dependencies, headers } = source;
  const fileAt = (path: string): SourceFile | undefined => {
    if (path === main.path) return main;
    const content = dependencies.includes(path) ? input.readFile(path) : undefined;
    return content === undefined ? undefined : sourceFile(path, content);
  };
  let symbols: readonly SourceSymbol[] | undefined;
  return {
    definitionAt: (file, position) => references.definitionAt(file, position),
    usesOf: (definition) => references.usesOf(definition),
    symbols: () => (symbols ??= symbolsOf(macros, declared)),
    macroNamed: (name) => macroDefinition(macros.get(name)),
    expansionAt: (file, position) => {
      const at = fileAt(file);
      return at && expansionSteps(at, position, macros, headers.target);
    },
  };
}

function macroDefinition(macro: Macro | undefined): MacroDefinition | undefined {
  if (macro?.definition === undefined) return undefined;
  const { name, definition, parameters, rest, body } = macro;
  const all = rest === undefined ? parameters : [...(parameters ?? []), restName(rest)];
  return {
    name,
    definition: spellingRange(definition),
    ...(all && { parameters: all }),
    replacement: spelling(body),
  };
}

function restName(rest: string): string {
  return rest === '__VA_ARGS__' ? '...' : `${rest}...`;
}
