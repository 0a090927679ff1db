// SPDX-License-Identifier: MIT
// An access to memory or a device that no region of the cell covers or allows.
import { formatHex, formatRange } from '../../format.js';
import type { Findings } from '../cause.js';
import { ranked } from '../cause.js';
import type { FaultReport, InstructionFault, MemoryFault } from '../fault.js';
import { contains, regionPath, regionsByVirtual } from '../scene.js';
import type { PlacedRegion, Scene } from '../scene.js';
import { coveredCauses } from './covered-access.js';
import { accessText, capital, regionLabel } from './access-words.js';
import { uncoveredCauses } from './uncovered-access.js';

export function explainMemory(fault: MemoryFault, scene: Scene, report: FaultReport): Findings {
  const { subject, who } = scene;
  const happened = `The ${accessText(fault)} of ${who} was not allowed.`;
  if (fault.isExternal === true) return external(fault, scene);
  if (!subject) {
    return {
      happened: [happened],
      causes: [
        {
          title: `no region of ${who} covers or allows ${formatHex(fault.address)}`,
          likelihood: 'likely',
          explanation:
            report.cell === undefined && scene.members.length > 1
              ? 'The text does not say which of the cells it was: give the line "Parking CPU" with it, or the configuration of that cell alone.'
              : 'Give the configurations of the system and of the cell to learn which region is missing or which flag.',
        },
      ],
    };
  }
  const covering = regionsByVirtual(subject).findLast(({ range }) =>
    contains(range, fault.address),
  );
  const instruction = (report.further ?? []).find(
    (more): more is InstructionFault => more.kind === 'instruction',
  );
  if (covering) {
    return {
      happened: [happened, `${formatHex(fault.address)} is in ${regionLabel(covering)}.`],
      places: [place(covering)],
      causes: ranked(coveredCauses({ fault, scene, covering, instruction })),
    };
  }
  const { nearest, words } = neighbours(fault.address, regionsByVirtual(subject));
  return {
    happened: [
      happened,
      `${formatHex(fault.address)} is in no memory region of ${subject.title}${words}.`,
    ],
    places: nearest.map(place),
    causes: ranked(uncoveredCauses({ fault, scene, subject, nearest, report })),
  };
}

function place(region: PlacedRegion): { at: ReturnType<typeof regionPath>; message: string } {
  return {
    at: regionPath(region),
    message: `${capital(regionLabel(region))} is ${formatRange(region.range.start, region.range.end - region.range.start)}.`,
  };
}

/** The regions that end below and start above an address. */
function neighbours(
  address: bigint,
  regions: readonly PlacedRegion[],
): { readonly nearest: PlacedRegion[]; readonly words: string } {
  const below = regions
    .filter(({ range }) => range.end <= address)
    .reduce<PlacedRegion | undefined>(
      (best, region) => (best && best.range.end >= region.range.end ? best : region),
      undefined,
    );
  const above = regions
    .filter(({ range }) => range.start > address)
    .reduce<PlacedRegion | undefined>(
      (best, region) => (best && best.range.start <= region.range.start ? best : region),
      undefined,
    );
  const words = [
    below && `${formatHex(address - below.range.end)} bytes above the end of ${regionLabel(below)}`,
    above &&
      `${formatHex(above.range.start - address)} bytes below the start of ${regionLabel(above)}`,
  ].filter((text) => text !== undefined);
  return {
    nearest: [below, above].filter((region) => region !== undefined),
    words: words.length === 0 ? '' : `: it is ${words.join(' and ')}`,
  };
}

function external(fault: MemoryFault, { who }: Scene): Findings {
  return {
    happened: [
      `The ${accessText(fault)} of ${who} was answered with an error by the machine itself; the address is virtual.`,
    ],
    causes: [
      {
        title: 'a device behind the address is not there or switched off',
        likelihood: 'likely',
        explanation:
          'The region is there, but nothing answers: its clock or power domain may be off (Linux switches unused ones off; clk_ignore_unused keeps them), or the physical address of the region is wrong.',
      },
      {
        title: 'the address is kept by secure firmware',
        likelihood: 'possible',
        explanation:
          "Memory of the secure firmware answers other software with an error. Leave its range out of the cell's regions.",
      },
    ],
  };
}
