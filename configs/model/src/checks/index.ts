// SPDX-License-Identifier: MIT
// All checks, in the order of their reports.
import type { Check } from '../check.js';
import type { SystemSet } from '../config.js';
import type { Problem } from '../problem.js';
import { cpuNotInRootCell } from './cpu-not-in-root-cell.js';
import { regionOverHypervisorMemory } from './region-over-hypervisor-memory.js';
import { regionOverlapInCell } from './region-overlap-in-cell.js';

export const checks: readonly Check[] = [
  regionOverlapInCell,
  regionOverHypervisorMemory,
  cpuNotInRootCell,
];

/** Everything that the checks find in a set. */
export function runChecks(set: SystemSet): Problem[] {
  return checks.flatMap((check) => check.run(set));
}
