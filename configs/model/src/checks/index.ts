// SPDX-License-Identifier: MIT
// All checks, in the order of their reports.
import { boardChecks } from '../board-checks.js';
import type { Check } from '../check.js';
import type { NamedConfig, SystemSet } from '../config.js';
import { cacheChecks } from './cache/index.js';
import { cpuChecks } from './cpus/index.js';
import { platformChecks } from './platform/index.js';
import { portChecks } from './ports/index.js';
import { consoleChecks } from './console/index.js';
import { identityChecks } from './identity/index.js';
import { memoryChecks } from '../memory-checks.js';
import type { Problem } from '../problem.js';
import { cellOfAnotherArchitecture } from './cell-of-another-architecture.js';
import { ivshmemChecks } from './ivshmem/index.js';
import { interruptsChecks } from './interrupts/index.js';
import { pciChecks } from './pci/index.js';
import { iommuChecks } from './iommu/index.js';
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
  ...memoryChecks,
  ...identityChecks,
  ...portChecks,
  ...platformChecks,
  ...consoleChecks,
  ...cpuChecks,
  ...cacheChecks,
  ...boardChecks,
  ...ivshmemChecks,
  ...interruptsChecks,
  ...pciChecks,
  ...iommuChecks,
];

/**
 * Everything that the checks find in a set. Where bytes are left over behind the
 * arrays, a count is wrong and what the arrays say is made of other fields: such
 * a member is not checked until that is mended.
 */
export function runChecks({ system, cells, launchSet, board }: SystemSet): Problem[] {
  const set: SystemSet = {
    ...(launchSet !== undefined && { launchSet }),
    ...(board !== undefined && { board }),
    ...(system !== undefined && isFilled(system) && { system }),
    cells: cells.filter(isFilled),
  };
  return checks.filter((check) => hasWhatIsNeeded(check, set)).flatMap((check) => check.run(set));
}

function hasWhatIsNeeded({ needs }: Check, { system, launchSet, board }: SystemSet): boolean {
  if (needs === 'system') return system !== undefined;
  if (needs === 'launch-set') return launchSet === true;
  return needs !== 'board' || board !== undefined;
}

function isFilled({ config }: NamedConfig): boolean {
  return config.trailing.length === 0 && config.isCutOff !== true;
}
