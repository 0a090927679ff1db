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
} from '@cellblock/cell-config';
import type { Cell, Configuration, Step } from '@cellblock/cell-config';
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
  const seen = new Set<string>();
  return hintsOf(compilation.model, settings).flatMap(({ steps, label }) => {
    const range = compilation.positions.ofPath(steps);
    if (range?.file !== file || !isOwn(compilation, steps)) return [];
    const { line, column } = range.end;
    const place = `${line}:${column}`;
    // A macro that writes several regions has one end: the first hint stands for it.
    if (line < start.line || line > end.line || seen.has(place)) return [];
    seen.add(place);
    return [{ position: range.end, label }];
  });
}

/** Braces around a value that is left out tell nothing of it. */
function isOwn({ positions }: Compilation, steps: readonly Step[]): boolean {
  return positions.isWritten(steps);
}

interface Hint {
  readonly steps: readonly Step[];
  readonly label: string;
}

function hintsOf(model: Configuration, settings: HintSettings): Hint[] {
  const cell = cellOf(model);
  const step = cellStep(model);
  const hints = [
    ...cell.memoryRegions.map(({ virtStart, size }, index) => ({
      steps: [step, 'memoryRegions', index, 'size'],
      label: extent(virtStart, size, settings),
    })),
    ...wordHints(cell, step, settings),
    ...cell.pciDevices.map(({ bdf }, index) => ({
      steps: [step, 'pciDevices', index, 'bdf'],
      label: settings.pciAddresses ? formatBdf(bdf) : '',
    })),
  ];
  if (model.kind === 'system') {
    const { physStart, size } = model.system.hypervisorMemory;
    hints.push({
      steps: ['system', 'hypervisorMemory', 'size'],
      label: extent(physStart, size, settings),
    });
  }
  return hints.filter(({ label }) => label !== '');
}

/** 64 KiB up to 0xffff */
function extent(start: bigint, size: bigint, { sizes, ends }: HintSettings): string {
  if (size === 0n) return '';
  return [
    sizes && size >= 1024n ? formatSize(size) : '',
    ends ? `up to ${formatHex(start + size - 1n)}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
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
