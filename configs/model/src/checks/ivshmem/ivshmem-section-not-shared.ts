// SPDX-License-Identifier: MIT
// Sections of shared memory that the root cell loses to the other end.
import { setMemoryFlags } from '../../fix.js';
import { hasFlag } from '../../memory-regions.js';
import { memoryFlags } from '../../constants.js';
import { linkPairCheck } from '../../ivshmem-link.js';

export const ivshmemSectionNotShared = linkPairCheck(
  {
    id: 'ivshmem-section-not-shared',
    severity: 'error',
    describe: 'A section that the root cell shares is taken away from it.',
    consequence:
      'Without ROOTSHARED the hypervisor takes the memory from the root cell when the cell is created, and the root cell is parked at its next access to the link.',
    remedy: 'Add JAILHOUSE_MEM_ROOTSHARED to all sections of the cell.',
    evidence: 'The hypervisor unmaps all regions without the flag from the root cell.',
  },
  (first, second) => {
    if (!first.cell.isRoot) return undefined;
    const lost = (second.sections ?? []).filter(({ region }, n) => {
      const root = first.sections?.[n]?.region;
      const isThere = region.size !== 0n && root !== undefined && root.size !== 0n;
      return isThere && root.physStart === region.physStart && !hasFlag(region, 'ROOTSHARED');
    });
    const [one] = lost;
    if (one === undefined) return undefined;
    return {
      what: `has ${lost.map(({ name }) => name).join(' and ')} without ROOTSHARED, and the root cell ${first.cell.title} is a peer of the link`,
      at: one.at('flags'),
      fix: {
        title: `Add ROOTSHARED to ${lost.length === 1 ? `memory region ${one.index}` : 'the sections'}`,
        edits: lost.map(({ region, at }) =>
          setMemoryFlags(at('flags'), region.flags | memoryFlags.ROOTSHARED),
        ),
      },
    };
  },
);
