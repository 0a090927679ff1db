// SPDX-License-Identifier: MIT
// CPUs by who owns them now: "CPU 1 · inmate-demo".
import type { CellInformation } from '@cellblock/engine/client';
import type { CpuId } from '@cellblock/targets';

export function cpuName(cpu: CpuId, cells: readonly CellInformation[]): string {
  const owner = cells.find(({ cpus }) => cpus.includes(cpu));
  if (!owner) return `CPU ${cpu}`;
  return `CPU ${cpu} · ${owner.name}${owner.id === 0 ? ' (root)' : ''}`;
}
