// SPDX-License-Identifier: MIT
// What the files about a board tell of its devices and its firmware's memory.
import type { BoardFacts } from '../board/board-facts.js';
import type { KnownDevice } from './known-device.js';
import { formatBdf } from '../board/format-bdf.js';

/** The most precise first: a device tree's node before a range of /proc/iomem. */
export function boardDevices(board: BoardFacts): KnownDevice[] {
  return [...treeDevices(board), ...bars(board), ...ranges(board)];
}

function treeDevices({ devices }: BoardFacts): KnownDevice[] {
  return devices.flatMap(({ path, compatible, ranges: all, interrupts, from }) => {
    const kind = compatible[0] === undefined ? '' : ` (${compatible[0]})`;
    return all.map((range) => ({
      name: `${path}${kind} of ${from}`,
      range,
      keeper: 'anyone' as const,
      ...(interrupts.length > 0 && { interrupts }),
    }));
  });
}

function bars({ pciFunctions }: BoardFacts): KnownDevice[] {
  return pciFunctions.flatMap(({ bdf, title, bars: all }) =>
    all.flatMap(({ index, kind, start, size }) =>
      kind === 'memory' && start !== undefined && size !== undefined && size > 0n
        ? [
            {
              name: `BAR ${index} of PCI device ${formatBdf(bdf)} (${title})`,
              range: { start, end: start + size },
              keeper: 'anyone' as const,
            },
          ]
        : [],
    ),
  );
}

function ranges({ memory }: BoardFacts): KnownDevice[] {
  return memory.flatMap(({ kind, name, start, end, from }): KnownDevice[] => {
    if (kind === 'ram' || kind === 'system-ram' || kind === 'pci-window') return [];
    const keeper = kind === 'firmware' ? 'firmware' : 'anyone';
    return [{ name: `"${name}" of ${from}`, range: { start, end }, keeper }];
  });
}
