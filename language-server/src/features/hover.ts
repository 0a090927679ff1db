// SPDX-License-Identifier: MIT
// What is under the cursor: a value of the configuration in words, with what
// the format says about it, and what a macro becomes.
import type { Position, SourceRange } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import { besideOf } from '../beside.js';
import type { Documents } from '../documents.js';
import { constantText, macroText } from '../hover/macro-text.js';
import { fieldText, pathText } from '../hover/path-text.js';
import { declaredFieldText } from '../hover/field-text.js';
import type { Workspace } from '../workspace.js';
import { wordAt } from '../word.js';

export interface Hover {
  readonly markdown: string;
  readonly range: SourceRange;
}

export interface HoverSources {
  readonly analysis: Analysis;
  readonly documents: Documents;
  readonly workspace: Workspace;
}

export function hoverAt(
  { analysis, documents, workspace }: HoverSources,
  file: string,
  position: Position,
): Hover | undefined {
  const compilation = analysis.compilationWith(file);
  if (compilation === undefined) return undefined;
  const word = wordAt(documents.read(file) ?? '', position);
  const name = word && { file, start: word.start, end: word.end };
  const macro = macroText(compilation, file, position);
  const constant = word && constantText(compilation, word.text);
  const { model, positions } = compilation;
  const steps = positions.pathAt(file, position);
  const range = steps && positions.ofPath(steps);
  const about =
    model === undefined || steps === undefined
      ? []
      : pathText(model, steps, besideOf(analysis, workspace, compilation.file));
  const declared =
    about.length > 0 || word === undefined
      ? undefined
      : declaredFieldText(compilation, file, word.start);
  const parts = [
    ...(macro === undefined ? [] : [macro.markdown]),
    ...(constant === undefined ? [] : [constant]),
    ...(declared === undefined ? [] : [fieldText(declared).join('\n\n')]),
    ...(about.length === 0 ? [] : [about.join('\n\n')]),
  ];
  const where = macro?.range ?? (constant === undefined && range !== undefined ? range : name);
  if (parts.length === 0 || where === undefined) return undefined;
  return { markdown: parts.join('\n\n---\n\n'), range: where };
}
