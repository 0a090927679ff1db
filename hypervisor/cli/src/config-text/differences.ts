// SPDX-License-Identifier: MIT
// Differences of two configurations, a line each: ~ changed, - only in the
// first, + only in the second, > at another place.
import {
  bitNames,
  cellOf,
  cpusOf,
  pathName,
  protocolName,
  valueName,
} from '@cellblock/cell-config';
import type {
  Configuration,
  Difference,
  FieldValue,
  PciDevice,
  Step,
} from '@cellblock/cell-config';
import { printable, printableWord } from '../printable.js';
import type { Style } from '../terminal-style.js';
import { arrayTexts, deviceDetails, isArrayProperty, rowOf } from './elements.js';
import { hex, listText, pciAddress, pinsOf, sizeText } from './values.js';

type Pair = readonly [a: Configuration, b: Configuration];

/** A difference in words; several fields that say one thing are one line. */
interface Line {
  readonly sign: '~' | '-' | '+' | '>';
  readonly where: string;
  readonly what: string;
}

export function differenceLines(
  differences: readonly Difference[],
  configs: Pair,
  style: Style,
): string[] {
  const lines: Line[] = [];
  for (const difference of differences) {
    const line = lineOf(difference, configs);
    const last = lines.at(-1);
    if (last?.where !== line.where || last.what !== line.what) lines.push(line);
  }
  const width = Math.min(44, Math.max(...lines.map(({ where }) => where.length)));
  const paint = { '~': style.yellow, '-': style.red, '+': style.green, '>': style.cyan };
  return lines.map(({ sign, where, what }) =>
    `${paint[sign](`${sign} ${where.padEnd(width)}`)}  ${printable(what)}`.trimEnd(),
  );
}

function lineOf(difference: Difference, configs: Pair): Line {
  switch (difference.kind) {
    case 'changed':
      return changedLine(difference, configs);
    case 'removed': {
      const { a, element } = difference;
      return {
        sign: '-',
        where: placeText(a.steps),
        what: elementText(a.steps, element, configs[0]),
      };
    }
    case 'added': {
      const { b, element } = difference;
      return {
        sign: '+',
        where: placeText(b.steps),
        what: elementText(b.steps, element, configs[1]),
      };
    }
    case 'moved': {
      const { a, b, element } = difference;
      return {
        sign: '>',
        where: bothPlaces(a.steps, b.steps),
        what: elementText(b.steps, element, configs[1]),
      };
    }
  }
}

function changedLine(
  { a, b, before, after }: Extract<Difference, { kind: 'changed' }>,
  configs: Pair,
): Line {
  const pins = a.steps.indexOf('pinBitmap');
  if (pins > 0) {
    const where = bothPlaces(a.steps.slice(0, pins), b.steps.slice(0, pins));
    return { sign: '~', where: `${where}.pin_bitmap`, what: pinsChange(a.steps, b.steps, configs) };
  }
  return {
    sign: '~',
    where: bothPlaces(a.steps, b.steps),
    what: `${valueText(a.steps, before, configs[0])} → ${valueText(b.steps, after, configs[1])}`,
  };
}

/** The place in either, once if it is the same: `mem_regions[1→2].flags`. */
function bothPlaces(a: readonly Step[], b: readonly Step[]): string {
  const [first, second] = [placeText(a), placeText(b)];
  const [before, after] = [a[2], b[2]];
  if (first === second || typeof before !== 'number') return second;
  return second.replace(`[${after ?? ''}]`, `[${before}→${after ?? ''}]`);
}

/** As C sources spell it, with the usual names of the arrays. */
function placeText(steps: readonly Step[]): string {
  const [, property, ...rest] = steps;
  return isArrayProperty(property)
    ? `${arrayTexts[property].name}${pathName(rest).replace(/^(?=[^[])/, '.')}`
    : pathName(steps);
}

function elementText(steps: readonly Step[], element: unknown, config: Configuration): string {
  const property = steps[1];
  if (!isArrayProperty(property)) return '';
  const { columns } = arrayTexts[property];
  const details =
    property === 'pciDevices' ? deviceDetails(element as PciDevice, cellOf(config)) : [];
  return [
    ...rowOf(property, element).map((text, index) => labelled(columns[index], text)),
    ...details,
  ]
    .filter((text) => text !== '')
    .join(', ');
}

/** Words that explain themselves stand alone. */
function labelled(column: string | undefined, text: string): string {
  if (text === '' || text === '-') return '';
  if (text === 'same') return 'virtual the same';
  const alone = ['physical', 'size', 'flags', 'address', 'type', 'ports', 'ways'];
  return column === undefined || alone.includes(column) ? text : `${column} ${text}`;
}

function pinsChange(a: readonly Step[], b: readonly Step[], [first, second]: Pair): string {
  const chip = (config: Configuration, index: Step | undefined): number[] => {
    const found = typeof index === 'number' ? cellOf(config).irqchips[index] : undefined;
    return found === undefined ? [] : pinsOf(found);
  };
  const [before, after] = [chip(first, a[2]), chip(second, b[2])];
  const gone = before.filter((pin) => !after.includes(pin));
  const come = after.filter((pin) => !before.includes(pin));
  return [
    ...(gone.length > 0 ? [`without ${listText(gone)}`] : []),
    ...(come.length > 0 ? [`with ${listText(come)}`] : []),
  ].join(', ');
}

/** A value by what its field means. */
function valueText(steps: readonly Step[], value: FieldValue, config: Configuration): string {
  if (typeof value === 'string') return `"${printableWord(value)}"`;
  if (value instanceof Uint8Array) {
    if (steps.at(-1) !== 'cpuSet') return `${value.length} bytes`;
    return `CPUs ${listText(cpusOf({ ...cellOf(config), cpuSet: value }))} in ${value.length} bytes`;
  }
  const field = steps.findLast((step) => typeof step === 'string') ?? '';
  const record = steps.findLast(
    (step, index) => typeof step === 'string' && step !== field && index > 0,
  );
  const named = nameOf(field, String(record ?? steps[0] ?? ''), value);
  if (named !== undefined) return named;
  return typeof value === 'number' && !isAddress(field) ? `${value}` : hex(value);
}

/** Numbers that people write in hexadecimal. */
function isAddress(field: string): boolean {
  return (
    field !== 'vpciIrqBase' &&
    field !== 'pinBase' &&
    /address|base|^barMask$|maskOut|features|cap$|padding|clock/i.test(field)
  );
}

/** What a number is called in its field; undefined if it is just a number. */
function nameOf(field: string, record: string, value: bigint | number): string | undefined {
  const number = Number(value);
  if (/^(size|tlbSize)$/.test(field)) return `${hex(value)} (${sizeText(value)})`;
  if (field === 'flags') {
    const of = flagTables[record];
    return of === undefined ? undefined : bitNames(of, value).join(' ') || 'none';
  }
  if (field === 'type') {
    const of = typeTables[record];
    return of === undefined ? undefined : valueName(of, number);
  }
  if (field === 'architecture') return valueName('architecture', number);
  if (field === 'apicMode') return valueName('apicMode', number);
  if (field === 'bdf' && record === 'pciDevices')
    return pciAddress(0, number).slice('0000:'.length);
  return field === 'shmemProtocol' ? protocolName(number) : undefined;
}

const flagTables: Readonly<Record<string, Parameters<typeof bitNames>[0]>> = {
  system: 'system',
  cell: 'cell',
  rootCell: 'cell',
  console: 'console',
  debugConsole: 'console',
  hypervisorMemory: 'memory',
  memoryRegions: 'memory',
  cacheRegions: 'cache',
  pciCapabilities: 'pciCapability',
};

const typeTables: Readonly<Record<string, Parameters<typeof valueName>[0]>> = {
  console: 'consoleType',
  debugConsole: 'consoleType',
  iommuUnits: 'iommuType',
  cacheRegions: 'cacheType',
  pciDevices: 'pciType',
};
