// SPDX-License-Identifier: MIT
// What the hypervisor warns of.
import { formatRange } from '../../format.js';
import { intersection } from '../../memory-regions.js';
import type { Cause, Findings } from '../cause.js';
import type { WarningFault } from '../fault.js';
import { isSubpage } from './covered-access.js';
import { regionPath, regionsByPhysical, regionsByVirtual, systemPath } from '../scene.js';
import type { PlacedRegion, Scene } from '../scene.js';
import { regionLabel } from './access-words.js';

export function explainWarning(fault: WarningFault, scene: Scene, text = ''): Findings {
  const { range } = fault;
  const where = range ? ` (${formatRange(range.start, range.end - range.start)})` : '';
  switch (fault.about) {
    case 'memory-not-returned':
      return one(`Memory${where} could not go back to the root cell.`, exhausted(scene));
    case 'memory-not-of-root':
      return {
        happened: [`A cell takes memory${where} that the root cell does not have.`],
        causes: regionsIn(scene, fault).map(notOfRoot),
      };
    case 'pci-not-returned':
      return one('A PCI device could not go back to the root cell.', {
        title: 'memory or entries of the IOMMU are exhausted',
        likelihood: 'likely',
        explanation: 'Enlarge .hypervisor_memory, and on Intel systems .vtd_interrupt_limit.',
      });
    case 'mmio-overflow':
      return overflow(scene);
    case 'reply-timeout':
      return one('A cell did not answer a message in time.', unanswered(scene));
    case 'iommu':
      return one(`The IOMMU is not as configured: ${text.trim()}`, {
        title: 'iommu_units and the machine differ, or the IOMMU cannot do what is asked',
        likelihood: 'likely',
        explanation:
          'Compare base and size of the unit with the manual of the chip. A TI PVU cannot take memory away while a cell runs: shut the cell down first.',
        ...(scene.system && { at: systemPath(scene.system, 'platformInfo', 'iommuUnits') }),
      });
    case 'console-gap':
      return one('A part of the console is missing.', {
        title: 'more was printed than the virtual console holds',
        likelihood: 'certain',
        explanation:
          'It keeps 2048 bytes. Follow it while things happen, or take the text from the UART.',
        ...(scene.system && { at: systemPath(scene.system, 'debugConsole') }),
      });
    case 'other':
      return { happened: [text.trim()], causes: [] };
  }
}

function one(happened: string, cause: Cause): Findings {
  return { happened: [happened], causes: [cause] };
}

function exhausted({ system }: Scene): Cause {
  return {
    title: "the hypervisor's page pool is exhausted",
    likelihood: 'likely',
    explanation:
      'Splitting large pages takes tables. Enlarge .hypervisor_memory, or align regions to 2 MiB.',
    ...(system && { at: systemPath(system, 'hypervisorMemory', 'size') }),
  };
}

function notOfRoot(region: PlacedRegion): Cause {
  return {
    title: `${regionLabel(region)} is in no region of the root cell`,
    likelihood: 'certain',
    explanation:
      'Nobody watches over that memory: another cell, firmware or a device may use it. Add it to the root cell, or correct the address.',
    at: regionPath(region, 'physStart'),
  };
}

function unanswered({ subject }: Scene): Cause {
  return {
    title: 'the guest does not look at its communication region',
    likelihood: 'likely',
    explanation:
      'It hangs, or it was not made to answer. Set JAILHOUSE_CELL_PASSIVE_COMMREG for guests that do not; else find out where its CPUs are.',
    ...(subject && { at: subject.path('flags') }),
  };
}

function regionsIn({ members }: Scene, { cell, range }: WarningFault): PlacedRegion[] {
  return members
    .filter((member) => member.cell.name === cell)
    .flatMap(regionsByPhysical)
    .filter((region) => range !== undefined && intersection(region.range, range) !== undefined);
}

/** Room is counted when a cell is created: what comes later was not counted. */
function overflow(scene: Scene): Findings {
  const subpages = (scene.subject ? [scene.subject] : scene.members)
    .flatMap(regionsByVirtual)
    .filter(isSubpage);
  return {
    happened: ['There was no room for an emulated range; accesses to it will park the cell.'],
    causes: [
      ...subpages.slice(0, 4).map((region): Cause => ({
        title: `${regionLabel(region)} is not made of whole pages and needs emulation`,
        likelihood: 'likely',
        explanation:
          'When such a region goes back to the root cell at a place where the root cell has whole pages, it needs room that nobody counted. Use the same sub-page region in root and cell, or whole pages in both.',
        at: regionPath(region),
      })),
      ...(subpages.length > 0
        ? []
        : [
            {
              title: 'a region that is not made of whole pages goes back to the root cell',
              likelihood: 'likely' as const,
              explanation:
                'Align address and size of device regions to 0x1000, or use the same sub-page region in root and cell.',
            },
          ]),
    ],
  };
}
