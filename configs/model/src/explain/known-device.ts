// SPDX-License-Identifier: MIT
// Something at physical addresses of a machine, and who may have it.
import type { AddressRange } from '../memory-regions.js';
import type { ModelPath } from '../problem.js';

export interface KnownDevice {
  /** With its article. */
  readonly name: string;
  readonly range: AddressRange;
  /** Whoever is not `anyone` keeps or emulates it, so that no cell can be given it. */
  readonly keeper: 'hypervisor' | 'firmware' | 'anyone';
  /** Numbers of the interrupt controller. */
  readonly interrupts?: readonly number[];
  readonly at?: ModelPath;
}
