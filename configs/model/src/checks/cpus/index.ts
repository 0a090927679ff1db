// SPDX-License-Identifier: MIT
// Rules about CPU sets and where CPUs start.
import type { Check } from '../../check.js';
import { bootCpuInCell } from './boot-cpu-in-cell.js';
import { cpuSetEmpty } from './cpu-set-empty.js';
import { cpuSetSize } from './cpu-set-size.js';
import { resetAddressBeyond32Bits } from './reset-address-beyond-32-bits.js';
import { resetAddressOfRootCell } from './reset-address-of-root-cell.js';
import { resetAddressUnaligned } from './reset-address-unaligned.js';
import { rootCellStarves } from './root-cell-starves.js';
import { rootCpusWithHoles } from './root-cpus-with-holes.js';
import { tooManyCpusForGicv2 } from './too-many-cpus-for-gicv2.js';

export const cpuChecks: readonly Check[] = [
  cpuSetEmpty,
  cpuSetSize,
  bootCpuInCell,
  rootCpusWithHoles,
  rootCellStarves,
  tooManyCpusForGicv2,
  resetAddressUnaligned,
  resetAddressBeyond32Bits,
  resetAddressOfRootCell,
];
