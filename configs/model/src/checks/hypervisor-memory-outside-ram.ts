// SPDX-License-Identifier: MIT
// The hypervisor is to live where the board has no memory.
import { boardRule, listText, rangeText, touchesAny, without } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import { rangeOf } from '../memory-regions.js';

export const hypervisorMemoryOutsideRam = boardRule(
  {
    id: 'hypervisor-memory-outside-ram',
    severity: 'error',
    describe: "The hypervisor's memory is not memory of the board.",
    consequence:
      'The driver copies the hypervisor into registers or into nothing: the machine hangs or reports an external abort.',
    remedy: 'Choose a range that is RAM and reserve it.',
    evidence: 'Seen on the mailing list on a board with less memory than its configuration said.',
  },
  ({ board, system, at }): Finding[] => {
    const { physStart, size } = system.hypervisorMemory;
    const range = rangeOf(physStart, size);
    if (range === undefined) return [];
    const place = at('hypervisorMemory', 'physStart');
    const devices = board.memory.filter(({ kind }) => kind === 'device' || kind === 'pci-window');
    const [device] = devices.filter((each) => touchesAny(range, [each]));
    if (device !== undefined) {
      const what = `"${device.name}" at ${rangeText(device)}`;
      const message = `The hypervisor's memory, ${rangeText(range)}, lies over ${what} by ${device.from}. Choose a range of RAM.`;
      return [{ message, at: place }];
    }
    const ram = board.memory.filter(({ kind }) => kind === 'ram');
    const [first] = ram;
    if (first === undefined || without(range, ram).length === 0) return [];
    const known = listText(ram.map(rangeText));
    return [
      {
        // A boot loader often tells the kernel of more memory than the file does.
        severity: 'warning',
        message: `The hypervisor's memory, ${rangeText(range)}, is not in the board's RAM by ${first.from}: ${known}. Choose a range of RAM.`,
        at: place,
      },
    ];
  },
);
