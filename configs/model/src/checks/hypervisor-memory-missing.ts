// SPDX-License-Identifier: MIT
// A system that leaves the hypervisor without memory.
import type { Check } from '../check.js';
import type { ModelPath } from '../problem.js';
import { enlargingFix } from '../hypervisor-memory.js';

export const hypervisorMemoryMissing: Check = {
  id: 'hypervisor-memory-missing',
  severity: 'error',
  describe: 'The system gives the hypervisor no memory.',
  consequence:
    'There is nowhere to put the hypervisor: the driver cannot reserve the memory, and enabling fails.',
  remedy: 'Set .hypervisor_memory.phys_start and .size to RAM that the kernel does not use.',
  evidence: 'The driver refuses it (EINVAL: request_mem_region failed).',
  needs: 'system',
  run: ({ system }) => {
    if (system === undefined) return [];
    const { hypervisorMemory } = system.config.system;
    if (hypervisorMemory.size !== 0n) return [];
    const at = (field: keyof typeof hypervisorMemory): ModelPath => ({
      config: system.name,
      steps: ['system', 'hypervisorMemory', field],
    });
    return [
      {
        id: hypervisorMemoryMissing.id,
        severity: 'error',
        message:
          'The hypervisor has no memory: .hypervisor_memory.size is 0, and enabling fails. ' +
          'Set phys_start and size to RAM that the kernel does not use (memmap= or mem=).',
        at: at('size'),
        ...(hypervisorMemory.physStart > 0n && enlargingFix(system, usualSize)),
      },
    ];
  },
};

/** What most systems give it. */
const usualSize = 0x400000n;
