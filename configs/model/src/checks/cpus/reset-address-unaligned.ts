// SPDX-License-Identifier: MIT
// A first instruction that no instruction can be at.
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { cellCheck, isX86 } from '../../member-check.js';

export const resetAddressUnaligned = cellCheck(
  {
    id: 'reset-address-unaligned',
    severity: 'error',
    describe: 'A cell of ARM starts at an address that is no multiple of 4.',
    consequence:
      'Instructions are words of 4 bytes: the first one faults, and its handler is at no known place.',
    remedy: 'Set cpu_reset_address to the first instruction.',
    evidence: 'ARM ARM, PC alignment checking; a bit 0 for Thumb has no meaning here.',
  },
  (place) => {
    const { cell, isRoot, title, path } = place;
    const { cpuResetAddress } = cell;
    if (isRoot || isX86(place) || (cpuResetAddress & 3n) === 0n) return undefined;
    const aligned = cpuResetAddress & ~3n;
    const at = path('cpuResetAddress');
    return {
      wrong: `${title} starts at ${formatHex(cpuResetAddress)}, which is no multiple of 4.`,
      at,
      fix: {
        title: `Start at ${formatHex(aligned)}`,
        edits: [setValue(at, aligned, formatHex(aligned))],
      },
    };
  },
);
