// SPDX-License-Identifier: MIT
// Why creating a cell can fail.
import { cpusOf } from '../../config.js';
import { encode } from '../../encode.js';
import { isX86, systemPath } from '../scene.js';
import type { Scene } from '../scene.js';
import type { Reason, Verdict } from './reason.js';
import { brokenLinks } from './shared-memory-links.js';

export const createReasons: readonly Reason[] = [
  {
    errno: 'EPERM',
    topic: 'driver',
    title: 'another cell is locked against changes',
    explanation:
      'While a cell is in the state running/locked, nothing may change. Shut it down, or wait until it unlocks itself.',
  },
  {
    errno: 'EEXIST',
    topic: 'driver',
    title: 'a cell of this name exists already',
    explanation: 'Destroy it first, or use another name; the root cell has a name, too.',
    applies: ({ subject, members }) => {
      const twin = members.find(
        (member) => member !== subject && member.cell.name === subject?.cell.name,
      );
      return subject && { likelihood: twin ? 'certain' : 'likely', at: subject.path('name') };
    },
  },
  {
    errno: 'E2BIG',
    topic: 'memory',
    title: 'the configuration is larger than 16 pages',
    explanation: 'Merge regions and capabilities that lie side by side.',
    applies: ({ set, subject }) => {
      const config = set.cells.find(({ config: { cell } }) => cell === subject?.cell)?.config;
      if (!config) return undefined;
      const { length } = encode(config);
      return {
        likelihood: length > 0xf000 ? 'likely' : 'excluded',
        detail: `It has ${length} bytes.`,
      };
    },
  },
  {
    errno: 'E2BIG',
    topic: 'iommu',
    title: 'a region reaches beyond the IOMMU, or the interrupt table is full',
    explanation: 'On Intel systems raise .vtd_interrupt_limit; on Arm there are at most 255 cells.',
  },
  {
    errno: 'ENOMEM',
    topic: 'memory',
    title: "the hypervisor's page pool is exhausted",
    explanation:
      'Enlarge .hypervisor_memory, or align large regions to 2 MiB so that they take fewer tables. `Page pool usage` on the console tells how full it is.',
    applies: ({ system }) =>
      system && { likelihood: 'likely', at: systemPath(system, 'hypervisorMemory', 'size') },
  },
  {
    errno: 'ENOMEM',
    topic: 'iommu',
    title: 'the IOMMU has no room left',
    explanation:
      'Stream matching registers, TLB entries of a PVU and interrupt entries are limited: raise .vtd_interrupt_limit, merge stream ids by masks, align DMA regions.',
  },
  {
    errno: 'EBUSY',
    topic: 'cpu',
    title: 'a CPU of the cell does not belong to the root cell now',
    explanation: 'It is not in the root cell, another cell has it, or it is the one that asks.',
    applies: (scene) => cpusTaken(scene),
  },
  {
    errno: 'EBUSY',
    topic: 'ivshmem',
    title: 'the place of the shared-memory link is taken',
    explanation:
      'Two devices with one bdf must have different shmem_dev_id, also over cells that are not meant to be linked.',
    applies: (scene) => linkTaken(scene),
  },
  {
    errno: 'EBUSY',
    topic: 'cache',
    title: 'the cache region overlaps that of another cell, or leaves the root cell none',
    explanation: 'Cache regions are given in ways, each to one cell, and the root cell keeps some.',
    applies: ({ subject }) =>
      subject &&
      (subject.cell.cacheRegions.length === 0
        ? { likelihood: 'excluded' }
        : { likelihood: 'possible', at: subject.path('cacheRegions') }),
  },
  {
    errno: 'EINVAL',
    topic: 'driver',
    title: 'the hypervisor is not enabled',
    explanation: 'Enable it first.',
  },
  {
    errno: 'EINVAL',
    topic: 'driver',
    title: 'the file is not a cell configuration of this revision',
    explanation:
      'The kernel log says which: signature, revision or architecture. Compile it again with the headers of the hypervisor that runs.',
  },
  {
    errno: 'EINVAL',
    topic: 'driver',
    title: 'CPU 0 cannot be taken from Linux',
    explanation: 'Linux on x86 needs CPU 0; give the cell other CPUs.',
    applies: (scene) => {
      const { subject } = scene;
      if (isX86(scene) !== true || !subject) return { likelihood: 'excluded' };
      return cpusOf(subject.cell).includes(0)
        ? { likelihood: 'certain', at: subject.path('cpuSet', 0) }
        : { likelihood: 'excluded' };
    },
  },
  {
    errno: 'EINVAL',
    topic: 'ivshmem',
    title: 'a shared-memory device names regions that are not there',
    explanation:
      'shmem_regions_start, state table, read/write section and an output section for each peer have to be within the memory regions, and shmem_dev_id below shmem_peers.',
    applies: (scene) => brokenLinks(scene, false),
  },
  {
    errno: 'EINVAL',
    topic: 'irqchip',
    title: 'an irqchip has an impossible pin_base, or is none of the root cell',
    explanation:
      'On Arm pin_base is a multiple of 32 from 32 to 896, on x86 0; .address and .id are those of the root cell.',
    applies: ({ subject }) =>
      subject &&
      (subject.cell.irqchips.length === 0
        ? { likelihood: 'excluded' }
        : { likelihood: 'possible', at: subject.path('irqchips') }),
  },
  {
    errno: 'EINVAL',
    topic: 'cache',
    title: 'a cache region cannot be given',
    explanation:
      'One region for each cell, of type L3, of at least one way, within the mask of the CPU.',
    applies: ({ subject }) =>
      subject &&
      (subject.cell.cacheRegions.length === 0
        ? { likelihood: 'excluded' }
        : { likelihood: 'likely', at: subject.path('cacheRegions') }),
  },
  {
    errno: 'ERANGE',
    topic: 'iommu',
    title: 'the IOMMU has no room for another cell',
    explanation: 'The number of cells is limited by the domain ids of the unit.',
  },
  {
    errno: 'ENOSYS',
    topic: 'iommu',
    title: 'interrupt remapping of AMD IOMMUs is not supported',
    explanation: 'Leave PCI devices with MSI out of the cell.',
  },
  {
    errno: 'ENODEV',
    topic: 'pci',
    title: 'a PCI device of the cell is not there',
    explanation: 'Compare .bdf and .domain with lspci.',
  },
];

function cpusTaken({ subject, members, set }: Scene): Verdict | undefined {
  if (!subject) return undefined;
  const [root] = members.filter(({ isRoot }) => isRoot);
  const wanted = cpusOf(subject.cell);
  const at = subject.path('cpuSet');
  if (root) {
    const owned = cpusOf(root.cell);
    const foreign = wanted.filter((cpu) => !owned.includes(cpu));
    if (foreign.length > 0) {
      return {
        likelihood: 'certain',
        at,
        detail: `CPU ${foreign.join(', ')} is not in the root cell.`,
      };
    }
    if (wanted.length === owned.length) {
      return { likelihood: 'certain', at, detail: 'The cell wants all CPUs of the root cell.' };
    }
  }
  const rival = members.find(
    (member) =>
      member !== subject &&
      !member.isRoot &&
      cpusOf(member.cell).some((cpu) => wanted.includes(cpu)),
  );
  const detail =
    rival &&
    `Cell ${rival.title} wants the same; ${set.launchSet === true ? 'they cannot run together' : 'destroy it if it exists'}.`;
  return { likelihood: 'likely', at, ...(detail !== undefined && { detail }) };
}

function linkTaken({ subject, members }: Scene): Verdict | undefined {
  if (!subject) return undefined;
  const IVSHMEM = 3;
  const links = subject.cell.pciDevices
    .map((device, index) => ({ device, index }))
    .filter(({ device }) => device.type === IVSHMEM);
  if (links.length === 0) return { likelihood: 'excluded' };
  for (const { device, index } of links) {
    const rival = members.find(
      (member) =>
        member !== subject &&
        member.cell.pciDevices.some(
          (other) =>
            other.type === IVSHMEM &&
            other.bdf === device.bdf &&
            other.shmemDevId === device.shmemDevId,
        ),
    );
    if (rival) {
      return {
        likelihood: 'likely',
        at: subject.path('pciDevices', index, 'shmemDevId'),
        detail: `${rival.title} has id ${device.shmemDevId} of the same link, too.`,
      };
    }
  }
  return { likelihood: 'possible', at: subject.path('pciDevices') };
}
