// SPDX-License-Identifier: MIT
// The value of a path of the model in words: flags by name, sizes with units,
// the CPUs and interrupts behind bits.
import {
  bitNames,
  capabilityName,
  cellOf,
  cpusOf,
  flagNames,
  formatBdf,
  formatHex,
  formatNumbers,
  formatSize,
  guideOfPath,
  interruptsOfWord,
  protocolName,
  valueName,
} from '@cellblock/cell-config';
import type { Configuration, Step } from '@cellblock/cell-config';

/** What the model has at a path: a number, a text, or undefined for records and arrays. */
export function valueAt(model: Configuration, steps: readonly Step[]): bigint | string | undefined {
  let at: unknown = model;
  for (const step of steps) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  if (typeof at === 'string' || typeof at === 'bigint') return at;
  return typeof at === 'number' && Number.isInteger(at) ? BigInt(at) : undefined;
}

/** `0x1000 = 4 KiB`, `READ · WRITE`, `interrupts 33-36`; undefined for what is no single value. */
export function valueText(model: Configuration, steps: readonly Step[]): string | undefined {
  const value = valueAt(model, steps);
  if (value === undefined) return undefined;
  if (typeof value === 'string') return `"${value}"`;
  const meaning = meaningOf(model, steps, value);
  const number = value < 10n ? value.toString() : `${value.toString()} = ${formatHex(value)}`;
  return meaning === undefined ? number : `${number}: ${meaning}`;
}

function meaningOf(
  model: Configuration,
  steps: readonly Step[],
  value: bigint,
): string | undefined {
  const numbers = steps.filter((step) => typeof step === 'number');
  const key = steps.filter((step) => typeof step === 'string').join('.');
  const cell = cellOf(model);
  if (key.endsWith('.cpuSet')) {
    const byte = numbers[0] ?? 0;
    const cpus = cpusOf(cell).filter((cpu) => cpu >> 3 === byte);
    return cpus.length === 0 ? 'no CPU' : `CPU ${formatNumbers(cpus)}`;
  }
  if (key.endsWith('.irqchips.pinBitmap')) {
    const chip = cell.irqchips[numbers[0] ?? 0];
    const interrupts = chip === undefined ? [] : interruptsOfWord(chip, numbers[1] ?? 0);
    return interrupts.length === 0 ? 'no interrupt' : `interrupt ${formatNumbers(interrupts)}`;
  }
  return namedMeaning(key, value) ?? unitText(steps, value);
}

const names: readonly { readonly key: RegExp; readonly name: (value: number) => string }[] = [
  { key: /\.irqchips\.pinBase$/, name: (value) => `SPI ${value - 32}` },
  { key: /\.vpciIrqBase$/, name: (value) => `GIC ids ${value + 32}-${value + 35}` },
  { key: /(^|\.)(bdf)$/, name: formatBdf },
  { key: /console\.type$/i, name: (value) => valueName('consoleType', value) },
  { key: /console\.flags$/i, name: (value) => bits('console', value) },
  { key: /\.pciDevices\.type$/, name: (value) => valueName('pciType', value) },
  { key: /\.shmemProtocol$/, name: protocolName },
  { key: /\.pciCapabilities\.id$/, name: capabilityName },
  { key: /\.pciCapabilities\.flags$/, name: (value) => bits('pciCapability', value) },
  { key: /\.cacheRegions\.type$/, name: (value) => valueName('cacheType', value) },
  { key: /\.cacheRegions\.flags$/, name: (value) => bits('cache', value) },
  { key: /\.iommuUnits\.type$/, name: (value) => valueName('iommuType', value) },
  { key: /\.apicMode$/, name: (value) => valueName('apicMode', value) },
  { key: /\.architecture$/, name: (value) => valueName('architecture', value) },
  { key: /^(cell|rootCell)\.flags$/, name: (value) => bits('cell', value) },
  { key: /^system\.flags$/, name: (value) => bits('system', value) },
];

function bits(of: Parameters<typeof bitNames>[0], value: number): string {
  return bitNames(of, value).join(' · ') || 'none';
}

function namedMeaning(key: string, value: bigint): string | undefined {
  if (/(memoryRegions|hypervisorMemory)\.flags$/.test(key)) {
    return flagNames(value).join(' · ') || 'none';
  }
  return names.find((each) => each.key.test(key))?.name(Number(value));
}

function unitText(steps: readonly Step[], value: bigint): string | undefined {
  const unit = guideOfPath(steps)?.guide.unit;
  if (unit?.startsWith('bytes') === true) return value < 1024n ? undefined : formatSize(value);
  if (unit === 'kHz' && value > 0n) return `${Number(value) / 1000} MHz`;
  return undefined;
}
