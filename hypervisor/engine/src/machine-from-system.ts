// SPDX-License-Identifier: MIT
// The machine that a system configuration describes, as targets want it.
import {
  consoleTypes,
  cpusOf,
  currentLayout,
  decode,
  hasFlag,
  pciTypes,
  type Cell,
  type Configuration,
  type MemoryRegion,
  type SystemConfig,
} from '@cellblock/cell-config';
import type { AddressRange, MachineDescription, UartDescription } from '@cellblock/targets';
import { configurationInvalid, type EngineFailure } from './failures.js';

/** The configuration in a .cell image, if it is of the wanted kind. */
export function decodeAs<Kind extends Configuration['kind']>(
  kind: Kind,
  image: Uint8Array,
): Extract<Configuration, { kind: Kind }> | EngineFailure {
  const { config, problems } = decode(image);
  const what = `${kind} configuration`;
  const first = problems.find(({ severity }) => severity === 'error');
  if (!config || config.isCutOff) {
    return configurationInvalid(what, first?.message ?? 'it cannot be read.');
  }
  if (config.kind !== kind) return configurationInvalid(what, `it is a ${config.kind}'s.`);
  const { revision } = config.kind === 'system' ? config.system : config.cell;
  if (revision !== currentLayout.revision) {
    return configurationInvalid(
      what,
      `it has revision ${revision} of the format, and the hypervisor takes only its own, ` +
        `${currentLayout.revision}. Bring it there with "cellblock config convert".`,
    );
  }
  return config as Extract<Configuration, { kind: Kind }>;
}

export function machineFromSystem(
  { system, rootCell }: SystemConfig,
  bootImage: string,
): MachineDescription | EngineFailure {
  const { gicVersion, gicdBase, gicrBase } = system.platformInfo.arm;
  if (gicVersion !== 2 && gicVersion !== 3) {
    const why = `its GIC has version ${gicVersion}; 2 and 3 exist.`;
    return configurationInvalid('arm64 system configuration', why);
  }
  const regions = [
    ...rootCell.memoryRegions.filter(isRam),
    ...sharedMemory(rootCell),
    system.hypervisorMemory,
  ];
  const ram = mergeRanges(regions.map(({ physStart, size }) => ({ start: physStart, size })));
  return {
    architecture: 'arm64',
    cpuCount: Math.max(0, ...cpusOf(rootCell).map((cpu) => cpu + 1)),
    ram,
    interruptController: {
      kind: gicVersion === 3 ? 'gicv3' : 'gicv2',
      distributor: gicdBase,
      ...(gicVersion === 3 ? { redistributors: gicrBase } : {}),
    },
    uarts: uartsOf(system),
    bootImage,
  };
}

/** As the hypervisor tells RAM from devices. */
function isRam(region: MemoryRegion): boolean {
  const some = hasFlag(region, 'EXECUTE') || hasFlag(region, 'DMA') || hasFlag(region, 'LOADABLE');
  const other =
    hasFlag(region, 'IO') || hasFlag(region, 'COMM_REGION') || hasFlag(region, 'ROOTSHARED');
  return some && !other;
}

/** The sections of the root cell's ivshmem links: states, common, then one of each peer. */
function sharedMemory({ memoryRegions, pciDevices }: Cell): MemoryRegion[] {
  return pciDevices
    .filter(({ type }) => type === pciTypes.IVSHMEM)
    .flatMap(({ shmemRegionsStart, shmemPeers }) =>
      memoryRegions.slice(shmemRegionsStart, shmemRegionsStart + 2 + shmemPeers),
    );
}

function uartsOf(system: SystemConfig['system']): UartDescription[] {
  const kinds: Readonly<Record<number, UartDescription['kind']>> = {
    [consoleTypes.PL011]: 'pl011',
    [consoleTypes['8250']]: '8250',
    [consoleTypes.XUARTPS]: 'xuartps',
  };
  const { type, address } = system.debugConsole;
  const kind = kinds[type];
  return kind ? [{ name: 'uart0', kind, address }] : [];
}

/** The ranges in ascending order, those that touch or overlap as one. */
export function mergeRanges(ranges: readonly AddressRange[]): AddressRange[] {
  const sorted = ranges
    .filter(({ size }) => size > 0n)
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  const merged: { start: bigint; size: bigint }[] = [];
  for (const { start, size } of sorted) {
    const last = merged.at(-1);
    if (!last || start > last.start + last.size) {
      merged.push({ start, size });
    } else if (start + size > last.start + last.size) {
      last.size = start + size - last.start;
    }
  }
  return merged;
}
