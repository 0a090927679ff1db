// SPDX-License-Identifier: MIT
// All checks, in the order of their reports.
import type { Check } from '../check.js';
import type { NamedConfig, SystemSet } from '../config.js';
import type { Problem } from '../problem.js';
import { cellOfAnotherArchitecture } from './cell-of-another-architecture.js';
import { cpuInTwoCells } from './cpu-in-two-cells.js';
import { cpuNotInRootCell } from './cpu-not-in-root-cell.js';
import { noCpuForRootCell } from './no-cpu-for-root-cell.js';
import { regionOverHypervisorMemory } from './region-over-hypervisor-memory.js';
import { regionOverInterruptController } from './region-over-interrupt-controller.js';
import { regionOverIommu } from './region-over-iommu.js';
import { regionOverPciConfigSpace } from './region-over-pci-config-space.js';
import { regionOverlapInCell } from './region-overlap-in-cell.js';
import { unknownIommuType } from './unknown-iommu-type.js';

export const checks: readonly Check[] = [
  cellOfAnotherArchitecture,
  unknownIommuType,
  regionOverlapInCell,
  regionOverHypervisorMemory,
  regionOverPciConfigSpace,
  regionOverIommu,
  regionOverInterruptController,
  cpuNotInRootCell,
  noCpuForRootCell,
  cpuInTwoCells,
];

/**
 * Everything that the checks find in a set. Where bytes are left over behind the
 * arrays, a count is wrong and what the arrays say is made of other fields: such
 * a member is not checked until that is mended.
 */
export function runChecks({ system, cells, runTogether }: SystemSet): Problem[] {
  const set: SystemSet = {
    ...(runTogether !== undefined && { runTogether }),
    ...(system !== undefined && isFilled(system) && { system }),
    cells: cells.filter(isFilled),
  };
  return checks.flatMap((check) => check.run(set));
}

function isFilled({ config }: NamedConfig): boolean {
  return config.trailing.length === 0 && config.isCutOff !== true;
}
