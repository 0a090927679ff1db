// SPDX-License-Identifier: MIT
// Memory that firmware or secure software keeps, given to a cell or to the
// hypervisor.
import { boardRule, placedRegions, rangeText, touchesAny } from '../board/board-rule.js';
import { hasFlag, rangeOf } from '../memory-regions.js';

export const regionOverFirmwareMemory = boardRule(
  {
    id: 'region-over-firmware-memory',
    severity: 'warning',
    describe: "RAM of a cell or of the hypervisor lies over the firmware's.",
    consequence:
      'Secure memory answers with aborts; other memory of the firmware is overwritten, and PSCI or ACPI stops working.',
    remedy: 'Move the region to memory that is free.',
    evidence: 'Seen on the mailing list with carve-outs of TF-A and OP-TEE.',
  },
  ({ board, system, cells, at }) => {
    const firmware = board.memory.filter(({ kind }) => kind === 'firmware');
    const { physStart, size } = system.hypervisorMemory;
    const hypervisor = rangeOf(physStart, size);
    const places = [
      ...(hypervisor
        ? [
            {
              what: "The hypervisor's memory",
              range: hypervisor,
              at: at('hypervisorMemory', 'physStart'),
            },
          ]
        : []),
      ...cells.flatMap(({ cell, title, path }) =>
        placedRegions(cell)
          .filter(({ region }) => hasFlag(region, 'EXECUTE') || hasFlag(region, 'LOADABLE'))
          .map(({ index, range }) => ({
            what: `Memory region ${index} of ${title}`,
            range,
            at: path('memoryRegions', index, 'physStart'),
          })),
      ),
    ];
    return places.flatMap(({ what, range, at: place }) => {
      const [over] = firmware.filter((each) => touchesAny(range, [each]));
      if (over === undefined) return [];
      const whose = `"${over.name}" at ${rangeText(over)} by ${over.from}`;
      return {
        message: `${what}, ${rangeText(range)}, lies over ${whose}. Move it to memory that is free.`,
        at: place,
      };
    });
  },
);
