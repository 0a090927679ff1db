// SPDX-License-Identifier: MIT
// Fields of hypervisor_memory that nobody reads.
import type { Check } from '../check.js';
import type { ModelPath } from '../problem.js';
import { setValue } from '../fix.js';

export const hypervisorMemoryExtraFields: Check = {
  id: 'hypervisor-memory-extra-fields',
  severity: 'information',
  describe: 'The memory of the hypervisor has a virtual address or flags, which nobody reads.',
  consequence:
    'Nothing: only phys_start and size count. The hypervisor chooses its own virtual addresses.',
  remedy: 'Leave virt_start and flags out.',
  evidence: 'Driver and hypervisor read phys_start and size of this region only.',
  needs: 'system',
  run: ({ system }) => {
    if (system === undefined) return [];
    const { hypervisorMemory } = system.config.system;
    const { virtStart, flags } = hypervisorMemory;
    if (virtStart === 0n && flags === 0n) return [];
    const edits = [
      ...(virtStart === 0n ? [] : [{ field: 'virtStart' } as const]),
      ...(flags === 0n ? [] : [{ field: 'flags' } as const]),
    ];
    const at = (field: keyof typeof hypervisorMemory): ModelPath => ({
      config: system.name,
      steps: ['system', 'hypervisorMemory', field],
    });
    return [
      {
        id: hypervisorMemoryExtraFields.id,
        severity: 'information',
        message:
          `${edits.map(({ field }) => (field === 'flags' ? '.flags' : '.virt_start')).join(' and ')} of hypervisor_memory ` +
          'mean nothing: only phys_start and size count. Leave them out.',
        at: at(edits[0]?.field ?? 'flags'),
        fix: {
          title: 'Set them to 0',
          edits: edits.map(({ field }) => setValue(at(field), 0n)),
        },
      },
    ];
  },
};
