// SPDX-License-Identifier: MIT
// Sections of shared memory that a peer may write or not against the rules.
import { setMemoryFlags } from '../../fix.js';
import { hasFlag } from '../../memory-regions.js';
import { memoryFlags } from '../../constants.js';
import { linkCheck } from '../../ivshmem-link.js';
import type { Section } from '../../ivshmem-link.js';
import type { Finding } from '../../device-check.js';

export const ivshmemSectionAccess = linkCheck(
  {
    id: 'ivshmem-section-access',
    severity: 'error',
    describe: 'A section of shared memory has more or less access than its role on the link.',
    consequence:
      'Without the access the cell is parked when it uses the section; with too much it can spoil what only another peer, or the hypervisor, may write.',
    remedy:
      'Give READ to all sections, WRITE to the section for all and to the output section of this peer, and to no other.',
    evidence: 'The ivshmem v2 specification; upstream mended it in b91751cc.',
  },
  ({ sections, value }) =>
    (sections ?? []).flatMap((section): Finding[] => {
      const { region, kind, peer, name, index } = section;
      if (region.size === 0n) return [];
      const mayWrite = kind === 'common' || (kind === 'output' && peer === value.shmemDevId);
      const isWritable = hasFlag(region, 'WRITE');
      const finding = (lacks: boolean, word: string, flags: bigint): Finding => ({
        severity: lacks && !(kind === 'common' && word === 'WRITE') ? 'error' : 'warning',
        what: `has ${name} in memory region ${index} ${lacks ? 'without' : 'with'} ${word}`,
        at: section.at('flags'),
        fix: fixOf(section, `${lacks ? 'Add' : 'Remove'} ${word}`, flags),
      });
      if (!hasFlag(region, 'READ')) {
        return [finding(true, 'READ', region.flags | memoryFlags.READ)];
      }
      if (mayWrite && !isWritable) {
        return [finding(true, 'WRITE', region.flags | memoryFlags.WRITE)];
      }
      if (!mayWrite && isWritable && value.shmemDevId < value.shmemPeers) {
        return [finding(false, 'WRITE', region.flags & ~memoryFlags.WRITE)];
      }
      return [];
    }),
);

function fixOf({ at, index }: Section, title: string, flags: bigint): Finding['fix'] {
  return {
    title: `${title} ${title.startsWith('Add') ? 'to' : 'from'} memory region ${index}`,
    edits: [setMemoryFlags(at('flags'), flags)],
  };
}
