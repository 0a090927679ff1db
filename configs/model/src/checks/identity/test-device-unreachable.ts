// SPDX-License-Identifier: MIT
// The device of the hypervisor's own tests, where the cell cannot reach it.
import { pageSize } from '../../constants.js';
import { setValue } from '../../fix.js';
import { flagSpelling } from '../../flag-spelling.js';
import { cellCheck, isX86 } from '../../member-check.js';
import { hasFlag, intersection, rangeOf, virtualRange } from '../../memory-regions.js';
import { cellFlags } from '../../value-names.js';

export const testDeviceUnreachable = cellCheck(
  {
    id: 'test-device-unreachable',
    severity: 'warning',
    describe: 'A cell has the test device where it cannot reach it.',
    consequence:
      'The device is a page behind the communication region, on x86 only. Where a region is mapped there, accesses go to that region and the tests of the device fail.',
    remedy: 'Keep the page behind the communication region free, or remove the flag.',
    evidence: 'The hypervisor registers the device at the communication region plus 4 KiB.',
  },
  (place) => {
    const { cell, isRoot, title, path } = place;
    if (isRoot || (cell.flags & cellFlags.TEST_DEVICE) === 0) return undefined;
    const comm = cell.memoryRegions.find((region) => hasFlag(region, 'COMM_REGION'));
    const page = comm && rangeOf(comm.virtStart + pageSize, pageSize);
    const over = cell.memoryRegions.findIndex((region) => {
      const range = virtualRange(region);
      return page && range && region !== comm && intersection(range, page) !== undefined;
    });
    if (isX86(place) && page !== undefined && over === -1) return undefined;
    const why = !isX86(place)
      ? 'its architecture has none'
      : page === undefined
        ? 'it has no communication region'
        : `memory region ${over} lies over it`;
    const rest = (cell.flags & ~cellFlags.TEST_DEVICE) >>> 0;
    const spelling = flagSpelling('cell', rest);
    return {
      wrong: `${title} asks for the test device, but ${why}.`,
      at: path('flags'),
      fix: { title: 'Remove the flag', edits: [setValue(path('flags'), BigInt(rest), spelling)] },
    };
  },
);
