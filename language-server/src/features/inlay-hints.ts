// SPDX-License-Identifier: MIT
// What numbers come to, behind them: sizes, last addresses, interrupts, CPUs,
// PCI addresses.
import {
  cellOf,
  cellStep,
  cpusOf,
  formatBdf,
  formatHex,
  formatNumbers,
  formatSize,
  interruptsOfWord,
  physicalRange,
  virtualRange,
} from '@cellblock/cell-config';
import type { AddressRange, Cell, Configuration, Step } from '@cellblock/cell-config';
import type { Compilation, Position, SourceRange } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { HintSettings } from '../workspace.js';

export interface InlayHint {
  readonly position: Position;
  readonly label: string;
}

export function hintsIn(
  analysis: Analysis,
  settings: HintSettings,
  { file, start, end }: SourceRange,
): readonly InlayHint[] {
  const compilation = analysis.compilationWith(file);
  if (compilation?.model === undefined || compilation.file !== file) return [];
  const places = new Map<string, { position: Position; hints: Hint[] }>();
  for (const hint of hintsOf(compilation.model, settings)) {
    const range = compilation.positions.ofPath(hint.steps);
    if (range?.file !== file || !isOwn(compilation, hint.steps)) continue;
    const { line, column } = range.end;
    if (line < start.line || line > end.line) continue;
    const key = `${line}:${column}`;
    const place = places.get(key) ?? { position: range.end, hints: [] };
    place.hints.push(hint);
    places.set(key, place);
  }
  return [...places.values()].map(({ position, hints }) => ({
    position,
    label: labelOf(hints, settings),
  }));
}

/** A macro that writes several regions has one end: they are told of together. */
function labelOf(hints: readonly Hint[], settings: HintSettings): string {
  const regions = hints.flatMap(({ extent }) => extent ?? []);
  const [first] = hints;
  if (regions.length < 2) return first?.label ?? '';
  const last = regions.reduce((end, each) => (each.end > end ? each.end : end), 0n);
  const size = regions.reduce((sum, each) => sum + each.end - each.start, 0n);
  return `${regions.length} regions: ${extentText({ start: last - size, end: last }, settings)}`;
}

/** Braces around a value that is left out tell nothing of it. */
function isOwn({ positions }: Compilation, steps: readonly Step[]): boolean {
  return positions.isWritten(steps);
}

interface Hint {
  readonly steps: readonly Step[];
  readonly label: string;
  /** Of a memory region: where the cell sees it. */
  readonly extent?: AddressRange;
}

function hintsOf(model: Configuration, settings: HintSettings): Hint[] {
  const cell = cellOf(model);
  const step = cellStep(model);
  const hints: Hint[] = [
    ...cell.memoryRegions.flatMap((region, index) =>
      extentHint([step, 'memoryRegions', index, 'size'], virtualRange(region), settings),
    ),
    ...wordHints(cell, step, settings),
    ...cell.pciDevices.map(({ bdf }, index) => ({
      steps: [step, 'pciDevices', index, 'bdf'],
      label: settings.pciAddresses ? formatBdf(bdf) : '',
    })),
  ];
  if (model.kind === 'system') {
    const memory = physicalRange(model.system.hypervisorMemory);
    hints.push(...extentHint(['system', 'hypervisorMemory', 'size'], memory, settings));
  }
  return hints.filter(({ label }) => label !== '');
}

function extentHint(
  steps: readonly Step[],
  extent: AddressRange | undefined,
  settings: HintSettings,
): Hint[] {
  return extent === undefined ? [] : [{ steps, extent, label: extentText(extent, settings) }];
}

/** 64 KiB up to 0xffff */
function extentText({ start, end }: AddressRange, { sizes, ends }: HintSettings): string {
  const size = end - start;
  const parts = [
    sizes && size >= 1024n ? formatSize(size) : '',
    ends ? `up to ${formatHex(end - 1n)}` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function wordHints(
  cell: Cell,
  step: 'cell' | 'rootCell',
  { interrupts, cpus }: HintSettings,
): Hint[] {
  const chips = cell.irqchips.flatMap((chip, index) =>
    chip.pinBitmap.map((_, word) => {
      const numbers = interrupts ? interruptsOfWord(chip, word) : [];
      return {
        steps: [step, 'irqchips', index, 'pinBitmap', word],
        label: numbers.length === 0 ? '' : `interrupts ${formatNumbers(numbers)}`,
      };
    }),
  );
  const vpci = cell.vpciIrqBase;
  return [
    ...chips,
    {
      steps: [step, 'vpciIrqBase'],
      label: interrupts && vpci !== 0 ? `interrupts ${vpci + 32}-${vpci + 35}` : '',
    },
    ...cpuHints(cell, step, cpus),
  ];
}

/** A word of a CPU set is 8 bytes wide; where it is narrower, it is told of with its word. */
const wordBytes = 8;

function cpuHints(cell: Cell, step: string, isWanted: boolean): Hint[] {
  if (!isWanted) return [];
  const all = cpusOf(cell);
  const words = Math.ceil(cell.cpuSet.length / wordBytes);
  return Array.from({ length: words }, (_, word) => {
    const cpus = all.filter((cpu) => Math.floor(cpu / (8 * wordBytes)) === word);
    const label =
      cpus.length === 0 ? '' : `CPU${cpus.length === 1 ? '' : 's'} ${formatNumbers(cpus)}`;
    return { steps: [step, 'cpuSet', word * wordBytes], label };
  });
}
