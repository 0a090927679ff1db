// SPDX-License-Identifier: MIT
// What lies at a physical address of the machine, as far as its configurations
// and the files about its board tell, or the architecture fixes it.
import { cpusOf } from '../config.js';
import { pciTypes } from '../constants.js';
import { rangeOf } from '../memory-regions.js';
import type { ModelPath } from '../problem.js';
import type { KnownDevice } from './known-device.js';
import type { Scene } from './scene.js';
import { isX86, systemPath } from './scene.js';
import { boardDevices } from './board-devices.js';
import { formatBdf } from '../board/format-bdf.js';

const MIB = 1n << 20n;
const PAGE = 0x1000n;

export function knownDevices(scene: Scene): KnownDevice[] {
  return [
    ...interruptControllers(scene),
    ...pciWindows(scene),
    ...iommus(scene),
    ...consoles(scene),
    ...messageTables(scene),
    ...(scene.set.board ? boardDevices(scene.set.board) : []),
    ...(isX86(scene) === true ? x86Devices : []),
  ];
}

function device(
  name: string,
  base: bigint,
  size: bigint,
  keeper: KnownDevice['keeper'],
  at?: ModelPath,
): KnownDevice[] {
  const range = base === 0n ? undefined : rangeOf(base, size);
  return range ? [{ name, range, keeper, ...(at && { at }) }] : [];
}

function interruptControllers(scene: Scene): KnownDevice[] {
  const { system, members } = scene;
  if (!system || isX86(scene) === true) {
    const [root] = members.filter(({ isRoot }) => isRoot);
    return (root?.cell.irqchips ?? []).flatMap(({ address }, index) =>
      device('an I/O APIC', address, PAGE, 'hypervisor', root?.path('irqchips', index)),
    );
  }
  const { arm } = system.config.system.platformInfo;
  const at = (name: string): ModelPath => systemPath(system, 'platformInfo', 'arm', name);
  const isV3 = arm.gicVersion >= 3;
  const redistributors = BigInt(Math.max(1, cpusOf(system.config.rootCell).length));
  return [
    ...device(
      'the GIC distributor',
      arm.gicdBase,
      isV3 ? 0x10000n : PAGE,
      'hypervisor',
      at('gicdBase'),
    ),
    ...device('the GIC CPU interface', arm.giccBase, 0x2000n, 'hypervisor', at('giccBase')),
    ...device('the GIC hypervisor interface', arm.gichBase, 0x2000n, 'hypervisor', at('gichBase')),
    ...device('the GIC virtual CPU interface', arm.gicvBase, 0x2000n, 'hypervisor', at('gicvBase')),
    ...device(
      'a GIC redistributor',
      isV3 ? arm.gicrBase : 0n,
      redistributors * (arm.gicVersion === 4 ? 0x40000n : 0x20000n),
      'hypervisor',
      at('gicrBase'),
    ),
  ];
}

function pciWindows(scene: Scene): KnownDevice[] {
  const { system, members } = scene;
  if (!system) return [];
  const { pciMmconfigBase, pciMmconfigEndBus, pciIsVirtual } = system.config.system.platformInfo;
  const at = systemPath(system, 'platformInfo', 'pciMmconfigBase');
  const size = BigInt(pciMmconfigEndBus + 1) * MIB;
  const config = device('the PCI configuration space', pciMmconfigBase, size, 'hypervisor', at);
  if (pciIsVirtual === 0 || pciMmconfigBase === 0n) return config;
  const links = Math.max(
    0,
    ...members.map(
      ({ cell }) => cell.pciDevices.filter(({ type }) => type === pciTypes.IVSHMEM).length,
    ),
  );
  const window = BigInt(links) * 2n * PAGE;
  return [
    ...config,
    ...device(
      'the memory window of the virtual PCI host, where the registers of shared-memory devices lie',
      pciMmconfigBase + size,
      window,
      'hypervisor',
      at,
    ),
  ];
}

function iommus({ system }: Scene): KnownDevice[] {
  if (!system) return [];
  return system.config.system.platformInfo.iommuUnits.flatMap(({ type, base, size }, index) =>
    type === 0
      ? []
      : device(
          `IOMMU ${index}`,
          base,
          BigInt(size),
          'hypervisor',
          systemPath(system, 'platformInfo', 'iommuUnits', index),
        ),
  );
}

function consoles({ system, members }: Scene): KnownDevice[] {
  const IS_MMIO = 1;
  const found = members.flatMap(({ cell, title, path }) =>
    (cell.console.flags & IS_MMIO) !== 0
      ? device(
          `the console of ${title}`,
          cell.console.address,
          BigInt(cell.console.size),
          'anyone',
          path('console'),
        )
      : [],
  );
  if (!system) return found;
  const { debugConsole } = system.config.system;
  if ((debugConsole.flags & IS_MMIO) === 0) return found;
  return [
    ...found,
    ...device(
      "the hypervisor's debug console",
      debugConsole.address,
      BigInt(debugConsole.size),
      'anyone',
      systemPath(system, 'debugConsole'),
    ),
  ];
}

function messageTables({ members }: Scene): KnownDevice[] {
  return members.flatMap(({ cell, title, path }) =>
    cell.pciDevices.flatMap(({ msixAddress, msixRegionSize, bdf }, index) =>
      device(
        `the MSI-X table of PCI device ${formatBdf(bdf)} of ${title}`,
        msixAddress,
        BigInt(msixRegionSize),
        'hypervisor',
        path('pciDevices', index),
      ),
    ),
  );
}

/** Where PCs have had these for decades. */
const x86Devices: readonly KnownDevice[] = [
  { name: 'the VGA memory', range: { start: 0xa0000n, end: 0xc0000n }, keeper: 'anyone' },
  {
    name: 'the BIOS and its option ROMs',
    range: { start: 0xc0000n, end: 0x100000n },
    keeper: 'anyone',
  },
  { name: 'an I/O APIC', range: { start: 0xfec00000n, end: 0xfec01000n }, keeper: 'hypervisor' },
  { name: 'the HPET', range: { start: 0xfed00000n, end: 0xfed01000n }, keeper: 'anyone' },
  {
    name: "the chipset's SPI or thermal registers",
    range: { start: 0xfed10000n, end: 0xfed20000n },
    keeper: 'anyone',
  },
  { name: 'the TPM', range: { start: 0xfed40000n, end: 0xfed45000n }, keeper: 'anyone' },
  { name: 'the local APIC', range: { start: 0xfee00000n, end: 0xfee01000n }, keeper: 'hypervisor' },
  {
    name: "the firmware's flash memory",
    range: { start: 0xff000000n, end: 0x100000000n },
    keeper: 'anyone',
  },
];
