// SPDX-License-Identifier: MIT
// Accesses as their explainers see them.
import type { FaultReport, InstructionFault, MemoryFault } from '../fault.js';
import type { PlacedRegion, Scene, SceneMember } from '../scene.js';

export interface UncoveredAccess {
  readonly fault: MemoryFault;
  readonly scene: Scene;
  readonly subject: SceneMember;
  /** The regions next to the address. */
  readonly nearest: readonly PlacedRegion[];
  readonly report: FaultReport;
}

export interface CoveredAccess {
  readonly fault: MemoryFault;
  readonly scene: Scene;
  readonly covering: PlacedRegion;
  readonly instruction?: InstructionFault;
}
