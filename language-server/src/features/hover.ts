// SPDX-License-Identifier: MIT
// What is under the cursor: a memory region in words, a macro and its value.
import { cellOf, describeMemoryRegion, formatHex } from '@cellblock/cell-config';
import type { RegionDescription, Step } from '@cellblock/cell-config';
import type { Compilation, Position, SourceRange } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Documents } from '../documents.js';
import { wordAt } from '../word.js';

export interface Hover {
  readonly markdown: string;
  readonly range: SourceRange;
}

export function hoverAt(
  analysis: Analysis,
  documents: Documents,
  file: string,
  position: Position,
): Hover | undefined {
  const compilation = analysis.compilationWith(file);
  if (compilation === undefined) return undefined;
  const macro = macroAt(compilation, documents, file, position);
  const region = regionAt(compilation, file, position);
  if (macro === undefined || region === undefined) return macro ?? region;
  return { markdown: `${macro.markdown}\n\n---\n\n${region.markdown}`, range: macro.range };
}

function macroAt(
  { macros, macroValue }: Compilation,
  documents: Documents,
  file: string,
  position: Position,
): Hover | undefined {
  const word = wordAt(documents.read(file) ?? '', position);
  if (word === undefined) return undefined;
  const replacement = macros.get(word.text);
  if (replacement === undefined) return undefined;
  const range = { file, start: word.start, end: word.end };
  const definition = fenced(`#define ${word.text} ${replacement}`);
  const value = macroValue(word.text);
  // A plain decimal number needs no explanation.
  if (value === undefined || replacement === value.toString()) {
    return { markdown: definition, range };
  }
  return { markdown: `${definition}\n\n= ${valueText(value)}`, range };
}

function regionAt(
  { model, positions }: Compilation,
  file: string,
  position: Position,
): Hover | undefined {
  const path = regionPath(positions.pathAt(file, position));
  if (model === undefined || path === undefined) return undefined;
  const cell = cellOf(model);
  const region = cell.memoryRegions[path.index];
  const range = positions.ofPath(path.steps);
  if (region === undefined || range === undefined) return undefined;
  const description = describeMemoryRegion(region, { cell: cell.name, index: path.index });
  return { markdown: regionMarkdown(description), range };
}

/** The region that a path leads to or into. */
function regionPath(
  path: readonly Step[] | undefined,
): { readonly index: number; readonly steps: readonly Step[] } | undefined {
  const index = path?.[2];
  return path?.[1] === 'memoryRegions' && typeof index === 'number'
    ? { index, steps: path.slice(0, 3) }
    : undefined;
}

/** 4096 = 0x1000 */
function valueText(value: bigint): string {
  return value < 10n ? value.toString() : `${value.toString()} = ${formatHex(value)}`;
}

function regionMarkdown(description: RegionDescription): string {
  const { title, physical, virtual, flags, notes } = description;
  const rows = [
    ...(physical === undefined ? [] : [['Physical', physical]]),
    ['In the cell', virtual],
    ['Access', flags.join(' · ') || 'none'],
  ];
  return [
    `**${title}**`,
    ['| | |', '|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n'),
    ...notes,
  ].join('\n\n');
}

function fenced(code: string): string {
  return ['```c', code, '```'].join('\n');
}
