// SPDX-License-Identifier: MIT
// The parameters of the macro whose call is being written.
import type { Position } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Documents } from '../documents.js';
import { laidOut } from '../hover/macro-text.js';
import { SourceText } from '../text/source-text.js';

export interface Signature {
  /** NAME(a, b) */
  readonly label: string;
  readonly parameters: readonly string[];
  /** Index of the parameter that is being written. */
  readonly active: number;
  /** What the macro stands for. */
  readonly replacement: string;
}

export function signatureAt(
  analysis: Analysis,
  documents: Documents,
  file: string,
  position: Position,
): Signature | undefined {
  const compilation = analysis.compilationWith(file);
  if (compilation === undefined) return undefined;
  const source = new SourceText(documents.read(file) ?? '');
  const call = callAround(source, source.offsetAt(position));
  const macro = call && compilation.macroNamed(call.name);
  if (call === undefined || macro?.parameters === undefined) return undefined;
  const { name, parameters, replacement } = macro;
  return {
    label: `${name}(${parameters.join(', ')})`,
    parameters,
    active: Math.min(call.commas, Math.max(parameters.length - 1, 0)),
    replacement: laidOut(replacement),
  };
}

/** The innermost call whose arguments hold an offset. */
function callAround(
  source: SourceText,
  offset: number,
): { readonly name: string; readonly commas: number } | undefined {
  const before = source.pieces.filter(({ kind, end }) => kind !== 'comment' && end <= offset);
  let depth = 0;
  let commas = 0;
  for (let index = before.length - 1; index > 0; index--) {
    const { kind, text } = before[index] ?? {};
    if (kind !== 'punctuator') continue;
    if (text === ';' || text === '{' || (text === '}' && depth === 0)) return undefined;
    if (text === ')') depth++;
    else if (text === ',' && depth === 0) commas++;
    else if (text === '(' && depth-- === 0) {
      const name = before[index - 1];
      if (name?.kind === 'word') return { name: name.text, commas };
      // Parentheses that only group are part of an argument.
      depth = 0;
      commas = 0;
    }
  }
  return undefined;
}
