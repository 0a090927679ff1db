// SPDX-License-Identifier: MIT
// Memory of the hypervisor that will run out.
import type { Check } from '../check.js';
import type { ModelPath } from '../problem.js';
import { cellOf, cpusOf } from '../config.js';
import type { NamedConfig } from '../config.js';
import { pageSize } from '../constants.js';
import { formatSize } from '../format.js';
import { enlargingFix } from '../hypervisor-memory.js';
import type { MemoryRegion } from '../schema/records.js';

export const hypervisorMemoryTooSmall: Check = {
  id: 'hypervisor-memory-too-small',
  severity: 'warning',
  describe: 'The memory of the hypervisor is too small for what is configured.',
  consequence:
    'Image, data of each CPU, the configuration and the page tables of every cell come from hypervisor_memory. When it runs out, enabling or creating a cell fails.',
  remedy:
    'Make .hypervisor_memory.size larger, and reserve as much by memmap= or mem=; or align large regions to 2 MiB in both addresses, which saves page tables.',
  evidence:
    'An estimate: 256 KiB for the image, 64 KiB for each CPU, one page table for each 2 MiB of regions that cannot have huge pages; two threads of the mailing list (ENOMEM).',
  predicts: { outcome: 'refused', reason: 'REFUSAL_OUT_OF_MEMORY' },
  needs: 'system',
  run: ({ system, cells }) => {
    if (system === undefined) return [];
    const { hypervisorMemory } = system.config.system;
    const { size } = hypervisorMemory;
    const needed = estimate(system, cells);
    if (size === 0n || size >= needed) return [];
    const at = (field: keyof typeof hypervisorMemory): ModelPath => ({
      config: system.name,
      steps: ['system', 'hypervisorMemory', field],
    });
    return [
      {
        id: hypervisorMemoryTooSmall.id,
        severity: 'warning',
        message:
          `The hypervisor has ${formatSize(size)}, but will need about ${formatSize(needed)} for itself, its CPUs and page tables. ` +
          'Enabling, or creating a cell, fails when it runs out. Make hypervisor_memory larger.',
        at: at('size'),
        ...enlargingFix(system, needed),
      },
    ];
  },
};

const imageSize = 0x40000n;
const perCpuSize = 0x10000n;
const hugePage = 0x200000n;

/** Bytes, in whole pages; the largest cell stands for those that run. */
function estimate(system: NamedConfig, cells: readonly NamedConfig[]): bigint {
  const cpus = BigInt(cpusOf(cellOf(system.config)).length);
  const largest = cells.map(tablesOf).reduce((most, each) => (each > most ? each : most), 0n);
  return imageSize + cpus * perCpuSize + (tablesOf(system) + largest) * pageSize;
}

function tablesOf({ config }: NamedConfig): bigint {
  return cellOf(config).memoryRegions.reduce((sum, region) => sum + tablesFor(region), 4n);
}

/** A table for each 2 MiB that is mapped by small pages; huge pages need next to none. */
function tablesFor({ physStart, virtStart, size }: MemoryRegion): bigint {
  const isHuge = (physStart ^ virtStart) % hugePage === 0n;
  return isHuge ? 0n : size / hugePage;
}
