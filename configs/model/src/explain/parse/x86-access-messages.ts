// SPDX-License-Identifier: MIT
// Accesses of x86 cells to ports, memory and devices that end in a parked CPU.
import { direction, hex, hexNumber } from './message.js';
import type { Message } from './message.js';

export const x86AccessMessages: readonly Message[] = [
  {
    id: 'x86-i8042',
    pattern: /FATAL: Invalid write to i8042 controller port/i,
    read: () => ({ kind: 'port', access: 'write', port: 0x64, size: 1 }),
    isFatal: true,
  },
  {
    id: 'x86-pio',
    pattern:
      /FATAL: Invalid PIO (read|write|in|out)\w*, port: (?:0x)?([0-9a-f]{1,4}):? size:? (\d)/i,
    read: (group) => ({
      kind: 'port',
      access: direction(group(1)),
      port: hexNumber(group(2)),
      size: Number(group(3)),
    }),
    isFatal: true,
  },
  {
    id: 'x86-memory',
    pattern:
      /FATAL: Invalid MMIO\/RAM (read|write), addr: (?:0x)?([0-9a-f]{1,16}) size: (\d{1,3})/i,
    read: (group) => ({
      kind: 'memory',
      access: direction(group(1)),
      address: hex(group(2)),
      ...(Number(group(3)) > 0 && { size: Number(group(3)) }),
    }),
    isFatal: true,
  },
  {
    id: 'subpage-access',
    pattern:
      /FATAL: Invalid MMIO (read|write), address: (?:0x)?([0-9a-f]{1,16}), size: (?:0x)?([0-9a-f]{1,2})/i,
    read: (group) => ({
      kind: 'memory',
      access: direction(group(1)),
      address: hex(group(2)),
      size: hexNumber(group(3)),
      refusedBy: 'subpage',
    }),
    isFatal: true,
  },
  {
    id: 'x86-instruction-unreadable',
    pattern: /FATAL: unable to get MMIO instruction/i,
    read: () => ({ kind: 'instruction', why: 'unreadable' }),
    isFatal: true,
  },
  {
    id: 'x86-instruction-unsupported',
    pattern: /FATAL: unsupported instruction(?: \(((?:0x[0-9a-f]{1,2}\s?){1,15})\))?/i,
    read: (group) => ({
      kind: 'instruction',
      why: 'unsupported',
      bytes: (group(1).match(/0x[0-9a-f]{1,2}/gi) ?? []).map(hexNumber),
    }),
    isFatal: true,
  },
  {
    id: 'x86-instruction-inconsistent',
    pattern: /FATAL: inconsistent access, expected \w+ instruction/i,
    read: () => ({ kind: 'instruction', why: 'inconsistent' }),
    isFatal: true,
  },
];
