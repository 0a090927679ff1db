// SPDX-License-Identifier: MIT
// A device behind an IOMMU whose stream the cell does not have.
import { boardRule, lies, placedRegions } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import { insertElement } from '../fix.js';
import { formatHex } from '../format.js';
import { hasFlag } from '../memory-regions.js';

export const streamIdNotGranted = boardRule(
  {
    id: 'stream-id-not-granted',
    severity: 'warning',
    describe: 'A cell has a device for itself, but not its stream id at the IOMMU.',
    consequence:
      "The device's DMA still goes by the root cell's addresses, or is refused: it never moves data of the cell.",
    remedy: "Add the number in the node's iommus to the cell's stream ids.",
    evidence: 'The hypervisor sets up translation for the stream ids of a cell only.',
  },
  ({ board, system, cells }): Finding[] => {
    const { iommuUnits } = system.platformInfo;
    const driven = board.iommus.filter(
      ({ base, path }) => path !== undefined && iommuUnits.some((unit) => unit.base === base),
    );
    return cells.flatMap(({ cell, title, path }) => {
      const own = placedRegions(cell).filter(
        ({ region }) => hasFlag(region, 'IO') && !hasFlag(region, 'ROOTSHARED'),
      );
      return board.devices.flatMap((device): Finding[] => {
        const [registers] = device.ranges;
        const region = registers && own.find(({ range }) => lies(registers, range));
        const stream = device.streams.find(({ iommu, id }) => {
          const isDriven = driven.some((unit) => unit.path === iommu);
          return isDriven && !cell.streamIds.some((each) => (each.id & 0xffff) === (id & 0xffff));
        });
        if (region === undefined || stream === undefined) return [];
        const id = formatHex(BigInt(stream.id));
        return [
          {
            message:
              `Memory region ${region.index} gives ${title} the device ${device.path}, whose DMA has stream id ${id} at ${stream.iommu} by ${device.from}. ` +
              'The id is not among the stream ids of the cell, so its DMA does not reach memory of the cell.',
            at: path('memoryRegions', region.index),
            ...(stream.mask === undefined && {
              fix: {
                title: `Add stream id ${id}`,
                edits: [
                  insertElement(
                    path('streamIds'),
                    cell.streamIds.length,
                    { id: BigInt(stream.id) },
                    device.path,
                  ),
                ],
              },
            }),
          },
        ];
      });
    });
  },
);
