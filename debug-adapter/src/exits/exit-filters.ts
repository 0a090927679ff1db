// SPDX-License-Identifier: MIT
// The exits that can be stopped at, as the client's exception filters.

export interface ExitFilter {
  readonly id: 'hypercall' | 'mmio' | 'psci' | 'violation';
  readonly label: string;
  readonly description: string;
  /** Number in hypervisor/include/cellblock/debug-block.h. */
  readonly reason: number;
  readonly onByDefault: boolean;
}

export const exitFilters: readonly ExitFilter[] = [
  {
    id: 'hypercall',
    label: 'Exits: hypercall',
    description: 'Stop in the hypervisor when the cell makes a hypercall.',
    reason: 3,
    onByDefault: false,
  },
  {
    id: 'mmio',
    label: 'Exits: MMIO',
    description: 'Stop in the hypervisor when the cell accesses an emulated device.',
    reason: 1,
    onByDefault: false,
  },
  {
    id: 'psci',
    label: 'Exits: PSCI',
    description: 'Stop in the hypervisor when the cell asks for a power state.',
    reason: 7,
    onByDefault: false,
  },
  {
    id: 'violation',
    label: 'Violations',
    description: 'Stop in the hypervisor when the cell touches what it does not own.',
    reason: 16,
    onByDefault: true,
  },
];

export const defaultExits: readonly string[] = exitFilters
  .filter(({ onByDefault }) => onByDefault)
  .map(({ id }) => id);

/** The reasons of the chosen filters as a mask; bit n is reason n. */
export function exitReasons(ids: readonly string[]): bigint {
  return exitFilters
    .filter(({ id }) => ids.includes(id))
    .reduce((mask, { reason }) => mask | (1n << BigInt(reason)), 0n);
}
