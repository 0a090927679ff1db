// SPDX-License-Identifier: MIT
// A debug console where RAM is.
import { isMapped } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { formatHex } from '../../format.js';
import { hasFlag, intersection, physicalRange, rangeOf } from '../../memory-regions.js';
import { systemCheck } from '../../member-check.js';

export const debugConsoleOverRam = systemCheck(
  {
    id: 'debug-console-over-ram',
    severity: 'warning',
    describe: 'The debug console lies over RAM.',
    consequence:
      'Every message is written into memory that Linux or the hypervisor uses, and nothing is printed.',
    remedy: 'Correct .address; it is the physical address of the registers.',
    evidence: 'The hypervisor maps the address as it is.',
  },
  ({ system, root, at }) => {
    const { type, address, size } = system.debugConsole;
    const isUsed = type !== consoleTypes.NONE && type !== consoleTypes.EFIFB;
    const registers = rangeOf(address, BigInt(size));
    if (!isUsed || !isMapped(system.debugConsole) || registers === undefined) return undefined;
    const { hypervisorMemory } = system;
    const own = rangeOf(hypervisorMemory.physStart, hypervisorMemory.size);
    const wrong = `The debug console at ${formatHex(address)} lies`;
    const place = at('debugConsole', 'address');
    if (own && intersection(own, registers)) {
      return { wrong: `${wrong} in the memory of the hypervisor.`, at: place };
    }
    const index = root.cell.memoryRegions.findIndex((region) => {
      const range = physicalRange(region);
      // Large executable windows over everything are how some machines map their devices.
      const isRam = hasFlag(region, 'EXECUTE') && hasFlag(region, 'DMA') && !hasFlag(region, 'IO');
      return isRam && range !== undefined && intersection(range, registers) !== undefined;
    });
    if (index === -1) return undefined;
    return {
      wrong: `${wrong} in memory region ${index} of the root cell, which is RAM by its flags.`,
      at: place,
      related: [{ at: root.path('memoryRegions', index), message: 'The region of RAM.' }],
    };
  },
);
