// SPDX-License-Identifier: MIT
// Exits of Arm cells that end in a parked CPU.
import { direction, hex, hexNumber } from './message.js';
import type { Message } from './message.js';

const refusals: Readonly<Record<string, 'region' | 'decoder'>> = {
  'forbidden by its region': 'region',
  'unsupported access, no syndrome': 'decoder',
};

export const armMessages: readonly Message[] = [
  {
    id: 'arm-external-abort',
    pattern:
      /Unhandled data (read|write) at (?:0x)?([0-9a-f]{1,16})\(\d+\) \(virtual\): external abort/i,
    read: (group) => ({
      kind: 'memory',
      access: direction(group(1)),
      address: hex(group(2)),
      isExternal: true,
    }),
    isFatal: true,
  },
  {
    id: 'arm-data-abort',
    pattern:
      /Unhandled data (read|write) at (?:0x)?([0-9a-f]{1,16})\((\d{1,3})\)(?:: ([a-z, ]{1,60}))?/i,
    read: (group) => {
      const size = Number(group(3));
      const refusedBy = refusals[group(4)];
      return {
        kind: 'memory',
        access: direction(group(1)),
        address: hex(group(2)),
        ...([1, 2, 4, 8].includes(size) && { size }),
        ...(refusedBy && { refusedBy }),
      };
    },
    isFatal: true,
  },
  {
    id: 'arm-instruction-abort',
    pattern: /FATAL: instruction abort at (?:0x)?([0-9a-f]{1,16})/i,
    read: (group) => ({ kind: 'memory', access: 'fetch', address: hex(group(1)) }),
    isFatal: true,
  },
  {
    id: 'arm-smc',
    pattern: /Unhandled SMC arch trap (?:0x)?([0-9a-f]{1,16})/i,
    read: (group) => ({ kind: 'smc', function: hex(group(1)) }),
    isFatal: true,
  },
  {
    id: 'arm-trap',
    pattern: /FATAL: (unhandled trap|forbidden access) \(exception class 0x([0-9a-f]{1,2})\)/i,
    read: (group) => ({
      kind: 'trap',
      exceptionClass: hexNumber(group(2)),
      isForbidden: /forbidden/i.test(group(1)),
    }),
    isFatal: true,
  },
  {
    id: 'arm-interrupt-route',
    pattern: /Attempt to route IRQ(\d{1,4}) outside of cell/i,
    read: (group) => ({ kind: 'interrupt-route', interrupt: Number(group(1)) }),
  },
];
