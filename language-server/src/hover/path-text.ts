// SPDX-License-Identifier: MIT
// What a path of the model is, has and means, for a hover.
import {
  cellOf,
  cpusOf,
  formatBdf,
  formatHex,
  formatNumbers,
  guideOfPath,
  guideOfRecord,
  interruptsOf,
  locate,
  pathName,
  protocolName,
  valueName,
} from '@cellblock/cell-config';
import type { Configuration, FieldGuide, Step } from '@cellblock/cell-config';
import { cellsIn } from '../beside.js';
import type { Beside } from '../beside.js';
import { regionText } from './region-text.js';
import { valueText } from './value-text.js';

/** Paragraphs of markdown. */
export function pathText(
  model: Configuration,
  steps: readonly Step[],
  beside: Beside,
): readonly string[] {
  const [, array, index] = steps;
  const value = valueText(model, steps);
  const name = `**${pathName(steps) || 'config'}**`;
  const head = value === undefined ? name : `${name} = ${value}`;
  const guided = guideOfPath(steps);
  return [
    ...(typeof index === 'number' && array === 'memoryRegions'
      ? [...(value === undefined ? [] : [head]), ...regionText(model, index, beside)]
      : [head, ...elementText(model, array, index, beside)]),
    ...(guided === undefined ? recordText(array, steps.length) : fieldText(guided.guide)),
    bytesText(model, steps),
  ].filter((paragraph) => paragraph !== '');
}

export function fieldText({ meaning, unit, rules = [] }: FieldGuide): string[] {
  const head = unit === undefined ? meaning : `${meaning} *(${unit})*`;
  return [head, ...(rules.length === 0 ? [] : [rules.map((rule) => `- ${rule}`).join('\n')])];
}

const tags: Readonly<Record<string, string>> = {
  memoryRegions: 'struct jailhouse_memory',
  cacheRegions: 'struct jailhouse_cache',
  irqchips: 'struct jailhouse_irqchip',
  pioRegions: 'struct jailhouse_pio',
  pciDevices: 'struct jailhouse_pci_device',
  pciCapabilities: 'struct jailhouse_pci_capability',
  streamIds: 'union jailhouse_stream_id',
};

function recordText(array: Step | undefined, length: number): string[] {
  const tag = typeof array === 'string' && length <= 3 ? tags[array] : undefined;
  const guide = tag === undefined ? undefined : guideOfRecord(tag);
  return guide === undefined ? [] : [guide.meaning];
}

/** An element that is no memory region: what it stands for, and who else has that. */
function elementText(
  model: Configuration,
  array: Step | undefined,
  index: Step | undefined,
  beside: Beside,
): string[] {
  const cell = cellOf(model);
  const others = cellsIn(beside).filter((other) => other.cell !== cell);
  if (array === 'cpuSet') {
    const cpus = cpusOf(cell);
    const owners = others.map(({ title, cell: other }) => {
      const common = cpusOf(other).filter((cpu) => cpus.includes(cpu));
      return common.length === 0 ? '' : `- ${title}: ${formatNumbers(common)}`;
    });
    return [`CPUs ${formatNumbers(cpus) || 'none'}`, alsoWith(owners)];
  }
  if (typeof index !== 'number') return [];
  const chip = array === 'irqchips' ? cell.irqchips[index] : undefined;
  if (chip !== undefined) {
    const interrupts = interruptsOf(chip);
    const owners = others.map(({ title, cell: other }) => {
      const theirs = new Set(other.irqchips.flatMap(interruptsOf));
      const common = interrupts.filter((each) => theirs.has(each));
      return common.length === 0 ? '' : `- ${title}: ${formatNumbers(common)}`;
    });
    return [`Interrupts ${formatNumbers(interrupts) || 'none'}`, alsoWith(owners)];
  }
  const device = array === 'pciDevices' ? cell.pciDevices[index] : undefined;
  if (device === undefined) return [];
  const type = valueName('pciType', device.type);
  const link = type === 'IVSHMEM' ? `, protocol ${protocolName(device.shmemProtocol)}` : '';
  const owners = others.flatMap(({ title, cell: other }) =>
    other.pciDevices.some(({ bdf, domain }) => bdf === device.bdf && domain === device.domain)
      ? [`- ${title}`]
      : [],
  );
  return [`${type} ${formatBdf(device.bdf)} in domain ${device.domain}${link}`, alsoWith(owners)];
}

function alsoWith(lines: readonly string[]): string {
  const some = lines.filter((line) => line !== '');
  return some.length === 0 ? '' : `Also with:\n\n${some.join('\n')}`;
}

function bytesText(model: Configuration, steps: readonly Step[]): string {
  const bytes = locate(model, steps);
  if (bytes === undefined || bytes.end === bytes.start) return '';
  const start = formatHex(BigInt(bytes.start));
  const last = formatHex(BigInt(bytes.end - 1));
  const where = bytes.end - bytes.start === 1 ? `Byte ${start}` : `Bytes ${start}-${last}`;
  const bit = bytes.shift === undefined ? '' : `, from bit ${bytes.shift}`;
  return `${where}${bit} of the .cell file`;
}
