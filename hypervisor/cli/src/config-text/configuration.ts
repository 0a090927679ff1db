// SPDX-License-Identifier: MIT
// A configuration for a person's eyes: the machine, the cell, its arrays.
import { bitNames, cellOf, cpusOf, valueName } from '@cellblock/cell-config';
import type { Cell, Configuration, IommuUnit, System } from '@cellblock/cell-config';
import { printableWord } from '../printable.js';
import type { Style } from '../terminal-style.js';
import { arrayTexts, rowOf, deviceDetails } from './elements.js';
import type { ArrayProperty } from './elements.js';
import { fieldLines, tableLines } from './table.js';
import type { TableRow } from './table.js';
import { consoleText, flagsText, hex, listText, rangeText, sizeText } from './values.js';

/** @param size of the file, in bytes */
export function configurationText(config: Configuration, size: number, style: Style): string[] {
  const cell = cellOf(config);
  return [
    style.bold(titleOf(config, size)),
    ...(config.kind === 'system' ? systemText(config.system, style) : []),
    '',
    style.bold(config.kind === 'system' ? 'Root cell' : 'Cell'),
    ...fieldLines(cellFields(cell, config), style),
    ...(Object.keys(arrayTexts) as ArrayProperty[]).flatMap((property) =>
      arrayText(property, config, style),
    ),
    ...(config.trailing.length > 0 ? ['', trailingText(config)] : []),
  ];
}

function trailingText({ trailing, isCutOff }: Configuration): string {
  return isCutOff
    ? `The last ${trailing.length} bytes are a part of an element: the file ends there.`
    : `${trailing.length} bytes behind the last array mean nothing.`;
}

/** `Cell "inmate-demo", ARM64, revision 14, 236 bytes`. */
export function titleOf(config: Configuration, size?: number): string {
  const cell = cellOf(config);
  return [
    `${config.kind === 'system' ? 'System' : 'Cell'} "${printableWord(cell.name)}"`,
    valueName('architecture', architectureOf(config)),
    formatName(config),
    ...(size === undefined ? [] : [`${size} bytes`]),
  ].join(', ');
}

/** `revision 14`, with the variant where a revision has several layouts. */
export function formatName({ layout }: Configuration): string {
  const revision = `revision ${layout.revision}`;
  return layout.id === String(layout.revision) ? revision : `${revision} (layout ${layout.id})`;
}

export function architectureOf(config: Configuration): number {
  return config.kind === 'system' ? config.system.architecture : config.cell.architecture;
}

function isX86(config: Configuration): boolean {
  return valueName('architecture', architectureOf(config)) === 'X86';
}

function systemText(system: System, style: Style): string[] {
  const { hypervisorMemory: memory, platformInfo: platform } = system;
  const units = platform.iommuUnits.filter(({ type, base, size }) => type || base || size);
  return [
    '',
    style.bold('Machine'),
    ...fieldLines(
      [
        ['hypervisor memory', memoryText(memory.physStart, memory.size)],
        ['flags', flagsText('system', system.flags)],
        ['debug console', consoleText(system.debugConsole)],
        ['PCI', pciText(platform)],
        ...(valueName('architecture', system.architecture) === 'X86'
          ? x86Fields(platform.x86)
          : armFields(platform.arm)),
      ],
      style,
    ),
    ...(units.length === 0 ? [] : iommuText(platform.iommuUnits, style)),
  ];
}

type Platform = System['platformInfo'];
type Fields = readonly (readonly [string, string | undefined])[];

/** The driver chooses the domain of a virtual host bridge. */
const ANY_DOMAIN = 0xffff;

function pciText(platform: Platform): string {
  const { pciMmconfigBase: base, pciMmconfigEndBus: end } = platform;
  if (base === 0n && !platform.pciIsVirtual) return 'none';
  return [
    `configuration space at ${memoryText(base, BigInt(end + 1) << 20n)}`,
    `buses 0-${end}`,
    platform.pciDomain === ANY_DOMAIN ? 'any domain' : `domain ${platform.pciDomain}`,
    ...(platform.pciIsVirtual ? ['virtual'] : []),
  ].join(', ');
}

function x86Fields(x86: Platform['x86']): Fields {
  return [
    ['PM timer', `port ${hex(x86.pmTimerAddress)}`],
    ['APIC mode', valueName('apicMode', x86.apicMode)],
    ['VT-d interrupts', x86.vtdInterruptLimit === 0 ? undefined : `${x86.vtdInterruptLimit}`],
    ['TSC', x86.tscKhz === 0 ? 'measured' : `${x86.tscKhz} kHz`],
    ['APIC timer', x86.apicKhz === 0 ? 'measured' : `${x86.apicKhz} kHz`],
  ];
}

function armFields(arm: Platform['arm']): Fields {
  const frames = [
    ['GICD', arm.gicdBase],
    ['GICC', arm.giccBase],
    ['GICH', arm.gichBase],
    ['GICV', arm.gicvBase],
    ['GICR', arm.gicrBase],
  ] as const;
  const given = frames.filter(([, base]) => base !== 0n);
  const version = arm.gicVersion === 0 ? 'GIC of no version' : `GICv${arm.gicVersion}`;
  return [
    [
      'interrupts',
      [
        version,
        ...given.map(([name, base]) => `${name} ${hex(base)}`),
        `maintenance interrupt ${arm.maintenanceIrq}`,
      ].join(', '),
    ],
  ];
}

function iommuText(units: readonly IommuUnit[], style: Style): string[] {
  const rows = units.flatMap((unit, index): TableRow[] => {
    const { type, base, size, amd, tipvu } = unit;
    if (type === 0 && base === 0n && size === 0) return [];
    const name = type === 0 ? 'none' : valueName('iommuType', type);
    const amdText = `bdf ${hex(amd.bdf)}, capabilities ${hex(amd.baseCap)} ${hex(amd.msiCap)}, features ${hex(amd.features)}`;
    const details =
      name === 'AMD'
        ? amdText
        : tipvu.tlbBase !== 0n || tipvu.tlbSize !== 0
          ? `TLB ${memoryText(tipvu.tlbBase, BigInt(tipvu.tlbSize))}`
          : '';
    return [{ cells: [`${index}`, name, rangeText(base, BigInt(size)), sizeText(size), details] }];
  });
  const columns = ['#', 'type', 'registers', 'size', 'details'];
  return ['', style.bold('IOMMUs'), ...tableLines({ columns, right: ['#', 'size'], rows }, style)];
}

function cellFields(cell: Cell, config: Configuration): Fields {
  // Of the root cell these mean nothing unless somebody sets them.
  const unlessRoot = (isSet: boolean, text: string): string | undefined =>
    isSet || config.kind === 'cell' ? text : undefined;
  const timeout = cell.msgReplyTimeout;
  return [
    ['CPUs', `${listText(cpusOf(cell))} (${sizeText(cell.cpuSet.length)} of CPU set)`],
    ['id', cell.id === 0 ? undefined : `${cell.id}`],
    ['flags', bitNames('cell', cell.flags).join(' ') || 'none'],
    ['reset address', unlessRoot(cell.cpuResetAddress !== 0n, hex(cell.cpuResetAddress))],
    ['console', unlessRoot(cell.console.type !== 0, consoleText(cell.console))],
    ['virtual PCI', virtualPciText(cell, isX86(config))],
    ['message replies', timeout === 0n ? undefined : `waited for ${timeout} loops`],
  ];
}

/** Where the interrupts of virtual devices begin; an x86 machine has no such place. */
function virtualPciText({ vpciIrqBase: base, pciDevices }: Cell, isOnX86: boolean) {
  const isUsed = pciDevices.some(({ type }) => valueName('pciType', type) === 'IVSHMEM');
  if (base === 0 && (isOnX86 || !isUsed)) return undefined;
  return isOnX86 ? `interrupts from ${base} on` : `interrupts from SPI ${base} (${base + 32}) on`;
}

function arrayText(property: ArrayProperty, config: Configuration, style: Style): string[] {
  const cell = cellOf(config);
  const elements: readonly unknown[] = cell[property];
  if (elements.length === 0) return [];
  const { title, columns, right = [] } = arrayTexts[property];
  const rows = elements.map((element, index): TableRow => {
    const device = property === 'pciDevices' ? cell.pciDevices[index] : undefined;
    const owners = property === 'pciCapabilities' ? [ownersOf(index, cell)] : [];
    const cells = [`${index}`, ...rowOf(property, element), ...owners];
    return { cells, ...(device && { below: deviceDetails(device, cell) }) };
  });
  return [
    '',
    `${style.bold(title)} (${elements.length})${property === 'irqchips' ? pinsAre(config) : ''}`,
    ...tableLines({ columns: ['#', ...columns], right: ['#', ...right], rows }, style),
  ];
}

function pinsAre(config: Configuration): string {
  return isX86(config) ? ', pins of the IOAPIC' : ', numbers of the GIC: SPI n is n + 32';
}

/** Which devices a capability is of. */
function ownersOf(capability: number, { pciDevices }: Cell): string {
  const owners = pciDevices.flatMap(({ capsStart, numCaps }, index) =>
    capability >= capsStart && capability < capsStart + numCaps ? [index] : [],
  );
  return listText(owners);
}

function memoryText(start: bigint, size: bigint): string {
  return size === 0n ? hex(start) : `${rangeText(start, size)}, ${sizeText(size)}`;
}
