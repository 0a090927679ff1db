// SPDX-License-Identifier: MIT
// How the memory of the hypervisor can grow where nothing else is behind it.
import type { NamedConfig, SystemConfig } from './config.js';
import { setValue } from './fix.js';
import { formatSize } from './format.js';
import { intersection, physicalRange, rangeOf } from './memory-regions.js';
import type { Fix } from './problem.js';

const granule = 0x200000n;

/** A fix that makes it at least `wanted` bytes large; none where the root cell has memory there. */
export function enlargingFix(
  { name, config }: NamedConfig<SystemConfig>,
  wanted: bigint,
): { fix?: Fix } {
  const size = ((wanted + granule - 1n) / granule) * granule;
  const range = rangeOf(config.system.hypervisorMemory.physStart, size);
  const isTaken = config.rootCell.memoryRegions.some((region) => {
    const other = physicalRange(region);
    return range !== undefined && other !== undefined && intersection(range, other) !== undefined;
  });
  if (isTaken) return {};
  const at = { config: name, steps: ['system', 'hypervisorMemory', 'size'] };
  return {
    fix: { title: `Give the hypervisor ${formatSize(size)}`, edits: [setValue(at, size)] },
  };
}
