// SPDX-License-Identifier: MIT
// A device that a cell is to drive, without its registers.
import {
  boardRule,
  interruptsOf,
  listText,
  placedRegions,
  rangeText,
  touchesAny,
} from '../board/board-rule.js';
import type { Finding, Scene } from '../board/board-rule.js';
import type { DeviceFact } from '../board/board-facts.js';
import { ownDevices } from '../board/own-devices.js';
import { newRegion } from '../board/new-region.js';
import type { AddressRange } from '../memory-regions.js';

export const deviceRegionMissing = boardRule(
  {
    id: 'device-region-missing',
    severity: 'warning',
    describe: 'A cell has no memory region for a device that it is to drive.',
    consequence:
      'The CPU that touches the registers is parked with "Unhandled data read" or "write".',
    remedy: "Add a memory region with the device's registers to the cell.",
    evidence:
      'Eight threads of the mailing list, and whole series of patches of board vendors, one missing region each.',
  },
  (scene) => [...rootDevices(scene), ...devicesOfCells(scene)],
);

/** Devices in use of which the root cell has no register at all. */
function rootDevices({ board, system, root }: Scene): Finding[] {
  const { cell, title } = root;
  const known = [...placedRegions(cell).map(({ range }) => range), ...ownDevices(system)];
  const missing = board.devices.filter(
    ({ isEnabled, compatible, ranges }) =>
      isEnabled &&
      ranges.length > 0 &&
      !compatible.some((name) => handledElsewhere.test(name)) &&
      !ranges.some((range) => touchesAny(range, known)),
  );
  const [first] = missing;
  if (first === undefined) return [];
  const texts = missing.map(
    ({ path, ranges: [range] }) => `${path}${range ? ` at ${rangeText(range)}` : ''}`,
  );
  return [
    {
      message:
        `By ${first.from} Linux drives devices of which the root cell ${title} has no memory region: ${listText(texts)}. ` +
        'The CPU that touches their registers is parked. Add regions for those that are in use.',
      at: root.path('memoryRegions'),
      fix: {
        title: 'Add memory regions for the devices',
        edits: missing.flatMap(({ path, ranges }) =>
          ranges.map((range) => newRegion(root, range, 'registers', path)),
        ),
      },
    },
  ];
}

/** What the hypervisor answers for, or nobody drives at run time. */
const handledElsewhere =
  /^(arm,(gic|smmu|mmu-|coresight|armv[78]-timer-mem|sp805|primecell-periphid)|pci-host|ti,.*pvu|.*-its$|mmio-sram|.*sram|cfi-flash|.*tzc)/;

function devicesOfCells({ board, cells }: Scene): Finding[] {
  return cells.flatMap((placed) => {
    const { cell, title, path } = placed;
    const interrupts = interruptsOf(cell);
    const regions = placedRegions(cell).map(({ range }) => range);
    return board.devices.flatMap((device) => {
      const missing = missingOf(device, interrupts, regions);
      if (missing === undefined) return [];
      return {
        message:
          `${title} has ${missing.why} of ${device.path} by ${device.from}, but no memory region for its registers at ${rangeText(missing.range)}. ` +
          'The CPU that touches them is parked. Add a region for them.',
        at: path('memoryRegions'),
        fix: {
          title: `Add a memory region for ${device.path}`,
          edits: [newRegion(placed, missing.range, 'registers', device.path)],
        },
      };
    });
  });
}

interface Missing {
  readonly range: AddressRange;
  readonly why: string;
}

/** The first register range that a cell lacks although it has another part of the device. */
function missingOf(
  { ranges, interrupts, isEnabled }: DeviceFact,
  owned: ReadonlySet<number>,
  regions: readonly AddressRange[],
): Missing | undefined {
  const range = ranges.find((each) => !touchesAny(each, regions));
  if (range === undefined || !isEnabled) return undefined;
  const granted = interrupts.find((interrupt) => interrupt >= 32 && owned.has(interrupt));
  if (granted === undefined) return undefined;
  return { range, why: `interrupt ${granted} (SPI ${granted - 32})` };
}
