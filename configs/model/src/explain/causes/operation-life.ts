// SPDX-License-Identifier: MIT
// Why loading, starting, shutting down and destroying a cell or disabling the
// hypervisor can fail.
import { formatRange } from '../../format.js';
import { hasFlag } from '../../memory-regions.js';
import type { Operation } from '../fault.js';
import { intersection } from '../../memory-regions.js';
import { regionPath, regionsByPhysical } from '../scene.js';
import type { Scene } from '../scene.js';
import type { Reason, Verdict } from './reason.js';

const noSuchCell: Reason = {
  errno: 'ENOENT',
  topic: 'driver',
  title: 'there is no such cell',
  explanation:
    'List the cells, and use the id or the name that is shown; ids change when a cell is created anew.',
};

const notEnabled: Reason = {
  errno: 'EINVAL',
  topic: 'driver',
  title: 'the hypervisor is not enabled',
  explanation: 'Enable it first.',
};

const rootCell: Reason = {
  errno: 'EINVAL',
  topic: 'driver',
  title: 'it is the root cell',
  explanation:
    'The root cell can neither be loaded nor started nor destroyed; disable the hypervisor instead.',
};

const denied: readonly Reason[] = [
  {
    errno: 'EPERM',
    topic: 'cpu',
    title: 'the cell denied its shutdown',
    explanation:
      'A cell is asked before it is shut down and may deny it (the APIC demo does so the first time). Ask again, or set JAILHOUSE_CELL_PASSIVE_COMMREG if it is not to be asked.',
    applies: ({ subject }) => {
      if (!subject) return undefined;
      const isPassive = (subject.cell.flags & 1) !== 0;
      return { likelihood: isPassive ? 'excluded' : 'likely', at: subject.path('flags') };
    },
  },
  {
    errno: 'EPERM',
    topic: 'driver',
    title: 'another cell is locked against changes',
    explanation:
      'While a cell is in the state running/locked, nothing may change. Shut that cell down first.',
  },
];

const loadReasons: readonly Reason[] = [
  {
    errno: 'EINVAL',
    topic: 'memory',
    title: 'the image does not fit into one loadable region',
    explanation:
      'The address is that of the cell (0 if none is given), and image and address have to lie in a single region with JAILHOUSE_MEM_LOADABLE and JAILHOUSE_MEM_WRITE. An image is not split over two regions that lie side by side.',
    applies: (scene) => loadable(scene),
  },
  notEnabled,
  rootCell,
  ...denied,
  noSuchCell,
  {
    errno: 'EBUSY',
    topic: 'driver',
    title: 'Linux cannot map the memory of the cell',
    explanation:
      'The kernel log says "Unable to map cell RAM": Linux has it as its own RAM. Reserve it.',
  },
  {
    errno: 'ENOMEM',
    topic: 'driver',
    title: 'Linux has no room to map the memory of the cell',
    explanation: 'On 32-bit Arm, boot with vmalloc=512M.',
  },
  {
    errno: 'EFAULT',
    topic: 'memory',
    title: 'the image could not be copied',
    explanation: "The root cell needs a region over the cell's loadable memory.",
    applies: (scene) => notOfRoot(scene),
  },
];

export const lifeReasons: Readonly<
  Record<Exclude<Operation, 'enable' | 'create'>, readonly Reason[]>
> = {
  load: loadReasons,
  start: [noSuchCell, notEnabled, rootCell, ...denied],
  shutdown: [noSuchCell, notEnabled, rootCell, ...denied],
  destroy: [noSuchCell, notEnabled, rootCell, ...denied],
  linux: [
    ...loadReasons,
    {
      errno: 'EEXIST',
      topic: 'driver',
      title: 'the cell exists already',
      explanation: 'Destroy it before it is started as Linux again.',
    },
    {
      errno: 'EBUSY',
      topic: 'cpu',
      title: 'a CPU of the cell does not belong to the root cell now',
      explanation: 'It is not in the root cell, or another cell has it.',
    },
  ],
  disable: [
    {
      errno: 'EBUSY',
      topic: 'cpu',
      title: 'not all CPUs of the root cell are on line',
      explanation: 'CPUs that are off line would be lost: bring them on line, then disable.',
    },
    {
      errno: 'EBUSY',
      topic: 'driver',
      title: 'cells exist',
      explanation: 'Destroy all cells first.',
    },
    notEnabled,
    ...denied,
  ],
};

function loadable({ subject }: Scene): Verdict | undefined {
  if (!subject) return undefined;
  const regions = subject.cell.memoryRegions.map((region, index) => ({ region, index }));
  const fitting = regions.filter(
    ({ region }) => hasFlag(region, 'LOADABLE') && hasFlag(region, 'WRITE'),
  );
  const half = regions.find(
    ({ region }) => hasFlag(region, 'LOADABLE') && !hasFlag(region, 'WRITE'),
  );
  if (half) {
    return {
      likelihood: 'likely',
      at: subject.path('memoryRegions', half.index, 'flags'),
      detail: `Memory region ${half.index} has LOADABLE without WRITE.`,
    };
  }
  if (fitting.length === 0) {
    return {
      likelihood: 'certain',
      at: subject.path('memoryRegions'),
      detail: 'The cell has no such region.',
    };
  }
  return {
    likelihood: 'likely',
    at: subject.path('memoryRegions', fitting[0]?.index ?? 0),
    detail: `The cell has ${fitting.map(({ region, index }) => `region ${index}, ${formatRange(region.virtStart, region.size)}`).join('; ')}.`,
  };
}

function notOfRoot({ subject, members }: Scene): Verdict | undefined {
  const root = members.find(({ isRoot }) => isRoot);
  if (!subject || !root) return undefined;
  const owned = regionsByPhysical(root);
  const orphan = regionsByPhysical(subject).find(
    ({ region, range }) =>
      hasFlag(region, 'LOADABLE') &&
      !owned.some((own) => intersection(own.range, range) !== undefined),
  );
  return orphan
    ? { likelihood: 'certain', at: regionPath(orphan, 'physStart') }
    : { likelihood: 'possible' };
}
