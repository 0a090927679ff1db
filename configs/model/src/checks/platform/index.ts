// SPDX-License-Identifier: MIT
// Rules about the machine: timers, interrupt modes and IOMMUs.
import type { Check } from '../../check.js';
import { amdIommuIncomplete } from './amd-iommu-incomplete.js';
import { clockRateImplausible } from './clock-rate-implausible.js';
import { iommuTypesMixed } from './iommu-types-mixed.js';
import { iommuUnitsOverlap } from './iommu-units-overlap.js';
import { iommuWithoutType } from './iommu-without-type.js';
import { pmTimerMissing } from './pm-timer-missing.js';
import { pvuWithoutTlb } from './pvu-without-tlb.js';
import { unknownApicMode } from './unknown-apic-mode.js';
import { vtdInterruptLimit } from './vtd-interrupt-limit.js';

export const platformChecks: readonly Check[] = [
  pmTimerMissing,
  unknownApicMode,
  vtdInterruptLimit,
  clockRateImplausible,
  iommuWithoutType,
  iommuUnitsOverlap,
  iommuTypesMixed,
  amdIommuIncomplete,
  pvuWithoutTlb,
];
