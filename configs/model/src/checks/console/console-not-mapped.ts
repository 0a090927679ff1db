// SPDX-License-Identifier: MIT
// A console that the cell is told of and cannot reach.
import { consoleCheck, hasVirtualConsole, isMapped } from '../../console-check.js';
import { consoleTypes, memoryFlags, pageSize } from '../../constants.js';
import { insertElement, memoryFlagsText } from '../../fix.js';
import { formatHex } from '../../format.js';
import { rangeOf, virtualRange } from '../../memory-regions.js';
import { uncovered } from '../../region-check.js';

const access = memoryFlags.READ | memoryFlags.WRITE | memoryFlags.IO | memoryFlags.ROOTSHARED;

export const consoleNotMapped = consoleCheck(
  {
    id: 'console-not-mapped',
    severity: 'warning',
    describe: 'A cell is told of a console whose registers it does not have.',
    consequence:
      'A guest that prints there, as all do that use the library of inmates, ends with "Unhandled data write" or "Invalid MMIO/RAM write", and its CPU is parked.',
    remedy: 'Map the registers, or let the cell use the virtual console.',
    evidence: 'Seen on the mailing list eight times; upstream fix 7051aa3c.',
    predicts: { outcome: 'parked' },
  },
  ({ console, isDebug, cell, title, at }) => {
    const { type, address } = console;
    const isUsed = type !== consoleTypes.NONE && isMapped(console) && address !== 0n;
    if (isDebug || !isUsed || hasVirtualConsole(cell)) return undefined;
    const first = rangeOf(address, 1n);
    if (!first || uncovered(first, cell.cell.memoryRegions, virtualRange).length === 0) {
      return undefined;
    }
    const page = address & ~(pageSize - 1n);
    const region = {
      physStart: formatHex(page),
      virtStart: formatHex(page),
      size: formatHex(pageSize),
      flags: memoryFlagsText(access),
    };
    const into = cell.path('memoryRegions');
    const edit = insertElement(into, cell.cell.memoryRegions.length, region, 'console');
    return {
      wrong: `${title} is at ${formatHex(address)}, and no memory region of the cell is there.`,
      at: at('address'),
      fix: { title: 'Map it, shared with the root cell', edits: [edit] },
    };
  },
);
