// SPDX-License-Identifier: MIT
// Rules about I/O ports.
import type { Check } from '../../check.js';
import { pciConfigPorts } from './pci-config-ports.js';
import { portRangeEmpty } from './port-range-empty.js';
import { portRangeOverflow } from './port-range-overflow.js';
import { portRangesOverlap } from './port-ranges-overlap.js';
import { portsNotInRoot } from './ports-not-in-root.js';
import { portsOfTwoCells } from './ports-of-two-cells.js';
import { portsThatRootNeeds } from './ports-that-root-needs.js';
import { portsWithoutEffect } from './ports-without-effect.js';

export const portChecks: readonly Check[] = [
  portRangeOverflow,
  portRangeEmpty,
  pciConfigPorts,
  portsThatRootNeeds,
  portsNotInRoot,
  portRangesOverlap,
  portsOfTwoCells,
  portsWithoutEffect,
];
