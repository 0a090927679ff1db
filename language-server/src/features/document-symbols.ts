// SPDX-License-Identifier: MIT
// The outline of a file: the configuration with its arrays and their elements,
// called by their comments, constants or ranges; then macros and constants.
import {
  cellOf,
  cellStep,
  cpusOf,
  describeMemoryRegion,
  formatBdf,
  formatNumbers,
  formatRange,
  interruptsOf,
  valueName,
} from '@cellblock/cell-config';
import type { Cell, Configuration, Step } from '@cellblock/cell-config';
import type { Compilation, SourceRange } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Documents } from '../documents.js';
import { SourceText } from '../text/source-text.js';
import type { Piece } from '../text/source-text.js';

export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'system' | 'cell' | 'array' | 'element' | 'field' | 'macro' | 'constant';
  readonly range: SourceRange;
  readonly children: readonly DocumentSymbol[];
}

export function symbolsIn(
  analysis: Analysis,
  documents: Documents,
  file: string,
): readonly DocumentSymbol[] {
  const compilation = analysis.compilationWith(file);
  const source = new SourceText(documents.read(file) ?? '');
  if (compilation === undefined) return macrosIn(source, file);
  const outline = { compilation, source, file };
  const configuration = compilation.file === file ? configurationSymbols(outline) : [];
  return [...macrosIn(source, file), ...constantsIn(outline), ...configuration];
}

interface Outline {
  readonly compilation: Compilation;
  readonly source: SourceText;
  readonly file: string;
}

function configurationSymbols(outline: Outline): DocumentSymbol[] {
  const { model } = outline.compilation;
  if (model === undefined) return [];
  const cell = cellOf(model);
  const step = cellStep(model);
  const describe: Readonly<Record<string, readonly string[]>> = {
    memoryRegions: cell.memoryRegions.map((region) => {
      const { kind } = describeMemoryRegion(region);
      return region.size === 0n ? kind : `${kind} ${formatRange(region.virtStart, region.size)}`;
    }),
    cacheRegions: cell.cacheRegions.map(({ start, size }) => `ways ${start}-${start + size - 1}`),
    irqchips: cell.irqchips.map((chip) => `interrupts ${formatNumbers(interruptsOf(chip))}`),
    pioRegions: cell.pioRegions.map(
      ({ base, length }) => `ports 0x${base.toString(16)}-0x${(base + length - 1).toString(16)}`,
    ),
    pciDevices: cell.pciDevices.map(
      ({ type, bdf }) => `${valueName('pciType', type)} ${formatBdf(bdf)}`,
    ),
    pciCapabilities: cell.pciCapabilities.map(({ id }) => `capability 0x${id.toString(16)}`),
    streamIds: cell.streamIds.map(({ id }) => `stream 0x${id.toString(16)}`),
  };
  return [
    ...headSymbols(outline, model, cell),
    ...symbol(outline, [step, 'cpuSet'], {
      name: 'CPUs',
      detail: formatNumbers(cpusOf(cell)),
      kind: 'array',
    }),
    ...Object.entries(describe).flatMap(([array, elements]) =>
      arraySymbol(outline, [step, array], elements),
    ),
  ];
}

function headSymbols(outline: Outline, model: Configuration, cell: Cell): DocumentSymbol[] {
  const field = (steps: readonly Step[], name: string, detail = ''): DocumentSymbol[] =>
    symbol(outline, steps, { name, detail, kind: 'field' });
  const own = symbol(outline, [cellStep(model)], {
    name: cell.name === '' ? 'cell' : cell.name,
    detail: model.kind === 'system' ? 'root cell' : 'cell',
    kind: 'cell',
    children: field(
      [cellStep(model), 'console'],
      'console',
      valueName('consoleType', cell.console.type),
    ),
  });
  if (model.kind === 'cell') return own;
  const { hypervisorMemory, debugConsole } = model.system;
  const units = model.system.platformInfo.iommuUnits.flatMap(({ type }, index) =>
    type === 0
      ? []
      : field(
          ['system', 'platformInfo', 'iommuUnits', index],
          `IOMMU ${index}`,
          valueName('iommuType', type),
        ),
  );
  const children = [
    ...field(
      ['system', 'hypervisorMemory'],
      'hypervisor memory',
      formatRange(hypervisorMemory.physStart, hypervisorMemory.size),
    ),
    ...field(
      ['system', 'debugConsole'],
      'debug console',
      valueName('consoleType', debugConsole.type),
    ),
    ...symbol(outline, ['system', 'platformInfo'], {
      name: 'platform',
      detail: '',
      kind: 'field',
      children: units,
    }),
    ...own,
  ];
  return symbol(outline, ['system'], { name: 'system', detail: '', kind: 'system', children });
}

interface About extends Omit<DocumentSymbol, 'range' | 'children'> {
  readonly children?: readonly DocumentSymbol[];
}

/** One symbol, if the path is written in this file. */
function symbol(
  { compilation, file }: Outline,
  steps: readonly Step[],
  { children = [], ...about }: About,
): DocumentSymbol[] {
  const range = compilation.positions.ofPath(steps);
  if (range?.file !== file || !compilation.positions.isWritten(steps)) {
    // A system is written by the braces around its fields, which also hold the root cell.
    return steps.length === 1 && range?.file === file
      ? [{ ...about, range, children }]
      : [...children];
  }
  return [{ ...about, range, children }];
}

function arraySymbol(
  outline: Outline,
  steps: readonly Step[],
  elements: readonly string[],
): DocumentSymbol[] {
  if (elements.length === 0) return [];
  const children = elements.flatMap((detail, index) => {
    const name = nameOfElement(outline, [...steps, index]);
    const about = name === undefined ? { name: detail, detail: '' } : { name, detail };
    return symbol(outline, [...steps, index], { ...about, kind: 'element' });
  });
  const title = titles[String(steps.at(-1))] ?? '';
  return symbol(outline, steps, {
    name: title,
    detail: String(elements.length),
    kind: 'array',
    children,
  });
}

const titles: Readonly<Record<string, string>> = {
  memoryRegions: 'memory regions',
  cacheRegions: 'cache regions',
  irqchips: 'irqchips',
  pioRegions: 'port ranges',
  pciDevices: 'PCI devices',
  pciCapabilities: 'PCI capabilities',
  streamIds: 'stream ids',
};

/** The constant in front of an element, `[RAM] =`, or the comment there, in its line or above. */
function nameOfElement(
  { compilation, source }: Outline,
  steps: readonly Step[],
): string | undefined {
  const range = compilation.positions.ofPath(steps);
  if (range?.file !== compilation.file) return undefined;
  const index = source.indexAt(source.offsetAt(range.start));
  let at = index - 1;
  if (source.pieces[at]?.text === '=' && source.pieces[at - 1]?.text === ']') {
    const constant = source.pieces[at - 2];
    if (constant?.kind === 'word' && source.pieces[at - 3]?.text === '[') return constant.text;
    while (at > 0 && source.pieces[at]?.text !== '[') at--;
    at--;
  }
  const before = source.pieces[at];
  const behind = source.pieces[index + 1];
  const lineOf = (offset: number): number => source.positionAt(offset).line;
  if (before?.kind === 'comment') {
    const distance = range.start.line - lineOf(before.end);
    if (distance === 0 || (distance === 1 && before.isFirst === true)) return wordsOf(before);
  }
  // `{ /* RAM */`
  const isBehind = behind?.kind === 'comment' && lineOf(behind.start) === range.start.line;
  return isBehind ? wordsOf(behind) : undefined;
}

/** A comment that is a name: short, and on one line. */
function wordsOf({ text: comment }: Piece): string | undefined {
  const text = comment.replace(/^\/[/*]+|\*+\/$/g, '').trim();
  return text.length > 0 && text.length <= 60 && !text.includes('\n') ? text : undefined;
}

function macrosIn(source: SourceText, file: string): DocumentSymbol[] {
  return source.pieces.flatMap((piece, index) => {
    const before = source.pieces[index - 1];
    if (before?.kind !== 'directive' || before.text !== 'define' || piece.kind !== 'word')
      return [];
    const line = source.positionAt(piece.start).line;
    const end = source.offsetAt({ line, column: Number.MAX_SAFE_INTEGER });
    const detail = source.text
      .slice(piece.end, end)
      .replace(/\\\s*$/, '')
      .trim();
    const range = source.rangeIn(file, piece.start, piece.end);
    return [{ name: piece.text, detail, kind: 'macro' as const, range, children: [] }];
  });
}

function constantsIn({ compilation, file }: Outline): DocumentSymbol[] {
  return compilation
    .symbols()
    .filter(({ kind, definition }) => kind === 'constant' && definition.file === file)
    .map(({ name, value, definition }) => ({
      name,
      detail: value?.toString() ?? '',
      kind: 'constant' as const,
      range: definition,
      children: [],
    }));
}
