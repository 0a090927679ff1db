// SPDX-License-Identifier: MIT
// A BAR mask that no BAR has.
import { deviceCheck } from '../../device-check.js';
import type { Finding } from '../../device-check.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';

export const pciBarMaskOdd = deviceCheck(
  {
    id: 'pci-bar-mask-odd',
    severity: 'warning',
    describe: 'A BAR mask is not that of a power of two.',
    consequence: 'The guest finds a BAR of another size than the device has, or none at all.',
    remedy:
      'Set the mask to ~(size - 1), such as 0xfffff000 for 4 KiB; the mask behind that of a 64-bit BAR is 0xffffffff.',
    evidence: 'BARs of PCI have sizes that are powers of two.',
  },
  ({ value, at, index }) =>
    value.barMask.flatMap((mask, bar): Finding[] => {
      const lowest = (mask & -mask) >>> 0;
      const sized = -lowest >>> 0;
      // People write the size.
      const isSize = mask === lowest && mask < 0x80000000;
      // Ports have 16 bits, so that a device may leave the others out.
      const isOfPorts = mask < 0x10000 && (mask | 0xffff0000) >>> 0 === sized;
      if (mask === 0 || mask === sized || (isOfPorts && !isSize)) return [];
      const wanted = BigInt(sized);
      return [
        {
          what: `has the mask ${formatHex(BigInt(mask))} for BAR ${bar}${isSize ? ', which looks like its size' : ''}`,
          at: at('barMask', bar),
          ...(isSize && {
            fix: {
              title: `Set the mask of BAR ${bar} of PCI device ${index} to ${formatHex(wanted)}`,
              edits: [setValue(at('barMask', bar), wanted, formatHex(wanted))],
            },
          }),
        },
      ];
    }),
);
