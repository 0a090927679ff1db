// SPDX-License-Identifier: MIT
// Ports that Linux in the root cell goes on to use.
import { removeElement } from '../../fix.js';
import { cellCheck, isX86, systemInSet } from '../../member-check.js';
import { formatPorts, portsOf, sharePorts } from '../../port-ranges.js';

const devices = [
  { name: 'the timer (PIT)', first: 0x40, last: 0x43 },
  { name: 'the keyboard controller', first: 0x60, last: 0x60 },
  { name: 'the speaker and NMI control', first: 0x61, last: 0x61 },
  { name: 'the keyboard controller', first: 0x64, last: 0x64 },
  { name: 'the clock (RTC) and CMOS', first: 0x70, last: 0x71 },
  { name: 'the delay port of Linux', first: 0x80, last: 0x80 },
] as const;

export const portsThatRootNeeds = cellCheck(
  {
    id: 'ports-that-root-needs',
    severity: 'warning',
    describe: 'A cell takes ports of a device that Linux in the root cell uses.',
    consequence:
      'Ports have one owner. The next time that the root cell reads its clock, for instance, it ends with "FATAL: Invalid PIO" and the CPU is parked.',
    remedy: 'Leave the ports to the root cell.',
    evidence: 'Seen on the mailing list with the clock, port 0x80 and the second serial line.',
    predicts: { outcome: 'parked' },
    needs: 'system',
  },
  (cell, set) => {
    const root = systemInSet(set)?.root;
    if (cell.isRoot || !isX86(cell) || root === undefined) return undefined;
    const owned = portsOf(root);
    return portsOf(cell).flatMap((range) => {
      const device = devices.find((each) => sharePorts(each, range));
      const owner = device && owned.find((each) => sharePorts(each, device));
      if (device === undefined || owner === undefined) return [];
      const { title, at } = range;
      const isAll = device.first <= range.first && range.last <= device.last;
      return {
        wrong: `${title} takes ${formatPorts(device)}, ${device.name}, from the root cell ${root.title}.`,
        at: at(),
        related: [{ at: owner.at(), message: 'The root cell has the port.' }],
        ...(isAll && { fix: { title: 'Remove the range', edits: [removeElement(at())] } }),
      };
    });
  },
);
