// SPDX-License-Identifier: MIT
// A cell whose description is larger than the hypervisor reads.
import { cellInSet } from '../check.js';
import type { Check } from '../check.js';
import type { CellConfig } from '../config.js';
import { pageSize } from '../constants.js';
import { encode } from '../encode.js';
import type { Problem } from '../problem.js';

const most = 16n * pageSize;

/** No element of an array is longer than 64 bytes, nor is the rest of a file than a page. */
function mostBytes({ cell }: CellConfig): bigint {
  const { memoryRegions, cacheRegions, irqchips, pioRegions } = cell;
  const { pciDevices, pciCapabilities, streamIds, cpuSet } = cell;
  const arrays = [memoryRegions, cacheRegions, irqchips, pioRegions, pciDevices, pciCapabilities];
  const elements = arrays.reduce((sum, { length }) => sum + length, streamIds.length);
  return BigInt(elements * 64 + cpuSet.length) + pageSize;
}

export const configTooLarge: Check = {
  id: 'config-too-large',
  severity: 'error',
  describe: 'The configuration of a cell is larger than the hypervisor reads.',
  consequence:
    'The hypervisor maps 16 pages to read a configuration, and refuses what does not fit in.',
  remedy: 'Join neighbouring regions, or leave out what the cell does not need.',
  evidence:
    'The hypervisor refuses more than 16 pages (E2BIG), counted from the start of the page that the driver put it into.',
  predicts: { outcome: 'refused', reason: 'REFUSAL_CONFIG_TOO_BIG' },
  run: ({ cells }) =>
    cells.flatMap((member): Problem[] => {
      if (mostBytes(member.config) + pageSize - 1n <= most) return [];
      const size = BigInt(encode(member.config).length);
      const isSure = size > most;
      if (size + pageSize - 1n <= most) return [];
      const cell = cellInSet(member);
      return [
        {
          id: configTooLarge.id,
          severity: isSure ? 'error' : 'warning',
          message:
            `The configuration of ${cell.title} has ${size} bytes; the hypervisor reads 16 pages (${most} bytes), ` +
            `and ${isSure ? 'refuses' : 'unless it starts at a page, refuses'} it with REFUSAL_CONFIG_TOO_BIG. ` +
            'Join neighbouring regions, or leave out what the cell does not need.',
          at: cell.path(),
        },
      ];
    }),
};
