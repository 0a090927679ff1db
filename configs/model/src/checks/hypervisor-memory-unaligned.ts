// SPDX-License-Identifier: MIT
// Memory of the hypervisor that is not made of whole pages.
import type { Check } from '../check.js';
import type { ModelPath } from '../problem.js';
import { pageSize } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex, formatRange } from '../format.js';

export const hypervisorMemoryUnaligned: Check = {
  id: 'hypervisor-memory-unaligned',
  severity: 'error',
  describe: 'The memory of the hypervisor is not made of whole pages.',
  consequence:
    'The hypervisor maps itself by pages. With an odd start its image lies at the wrong place, and enabling fails or crashes the machine.',
  remedy: 'Make phys_start and size multiples of 0x1000, better of 0x200000.',
  evidence: 'The driver maps whole pages of hypervisor_memory.',
  needs: 'system',
  run: ({ system }) => {
    if (system === undefined) return [];
    const { hypervisorMemory } = system.config.system;
    const { physStart, size } = hypervisorMemory;
    const mask = pageSize - 1n;
    if (((physStart | size) & mask) === 0n) return [];
    const isStart = (physStart & mask) !== 0n;
    const wanted = isStart ? physStart & ~mask : size & ~mask;
    if (wanted === 0n) return [];
    const at = (field: keyof typeof hypervisorMemory): ModelPath => ({
      config: system.name,
      steps: ['system', 'hypervisorMemory', field],
    });
    return [
      {
        id: hypervisorMemoryUnaligned.id,
        severity: 'error',
        message:
          `The memory of the hypervisor, ${formatRange(physStart, size)}, is not made of whole pages, and enabling fails. ` +
          'Make phys_start and size multiples of 0x1000.',
        at: at(isStart ? 'physStart' : 'size'),
        fix: {
          title: `Make ${isStart ? 'phys_start' : 'the size'} ${formatHex(wanted)}`,
          edits: [setValue(at(isStart ? 'physStart' : 'size'), wanted)],
        },
      },
    ];
  },
};
