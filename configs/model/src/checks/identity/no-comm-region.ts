// SPDX-License-Identifier: MIT
// A cell that is asked for answers and has nowhere to write them.
import { memoryFlags, pageSize } from '../../constants.js';
import { insertElement, memoryFlagsText } from '../../fix.js';
import { cellCheck, isX86 } from '../../member-check.js';
import { hasFlag, intersection, rangeOf, virtualRange } from '../../memory-regions.js';
import { cellFlags } from '../../value-names.js';

const access = memoryFlags.READ | memoryFlags.WRITE | memoryFlags.COMM_REGION;

export const noCommRegion = cellCheck(
  {
    id: 'no-comm-region',
    severity: 'warning',
    describe: 'A cell that is to answer messages has no communication region.',
    consequence:
      'The hypervisor asks the cell before it shuts it down and waits for an answer that cannot come: the root CPU hangs until msg_reply_timeout is over, without one for ever. The guest does not learn of its console, its timers and its interrupt controller either.',
    remedy:
      'Add the communication region, or set JAILHOUSE_CELL_PASSIVE_COMMREG for a guest that needs nothing of it.',
    evidence: 'The hypervisor polls the page for the reply; a hanging root cell is in its FAQ.',
  },
  (place) => {
    const { cell, isRoot, title, path } = place;
    if (isRoot || (cell.flags & cellFlags.PASSIVE_COMMREG) !== 0) return undefined;
    if (cell.memoryRegions.length === 0) return undefined;
    if (cell.memoryRegions.some((region) => hasFlag(region, 'COMM_REGION'))) return undefined;
    const virtStart = isX86(place) ? 0x100000n : 0x80000000n;
    const page = rangeOf(virtStart, pageSize);
    const isFree = cell.memoryRegions.every((region) => {
      const range = virtualRange(region);
      return !page || !range || intersection(range, page) === undefined;
    });
    const region = { virtStart, size: pageSize, flags: memoryFlagsText(access) };
    const into = path('memoryRegions');
    const edit = insertElement(into, cell.memoryRegions.length, region, 'communication region');
    return {
      wrong: `${title} has no communication region.`,
      at: path('memoryRegions'),
      ...(isFree && { fix: { title: 'Add the communication region', edits: [edit] } }),
    };
  },
);
