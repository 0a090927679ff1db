// SPDX-License-Identifier: MIT
// Real PCI devices of a configuration beside what the board has at their
// places, and which IOMMU unit of the configuration the board's tables mean.
import type { CellInSet } from '../check.js';
import { pciTypes } from '../constants.js';
import type { PciDevice } from '../schema/records.js';
import type { BoardFacts, IommuFact, PciFunctionFact } from './board-facts.js';
import type { Scene } from './board-rule.js';

export interface PciPair {
  readonly member: CellInSet;
  readonly index: number;
  readonly device: PciDevice;
  /** Absent: the board has nothing there. */
  readonly fact?: PciFunctionFact;
}

/** Every device of every cell that is no shared memory, where files tell of PCI devices at all. */
export function pciPairs({ board, members }: Scene): PciPair[] {
  if (board.pciFunctions.length === 0) return [];
  return members.flatMap((member) =>
    member.cell.pciDevices.flatMap((device, index) => {
      if (device.type !== pciTypes.DEVICE && device.type !== pciTypes.BRIDGE) return [];
      const fact = board.pciFunctions.find(
        ({ domain, bdf }) => domain === device.domain && bdf === device.bdf,
      );
      return { member, index, device, ...(fact && { fact }) };
    }),
  );
}

/** The index in iommu_units of a unit of the tables. */
export function unitIndexOf({ system }: Scene, unit: IommuFact): number | undefined {
  const index = system.platformInfo.iommuUnits.findIndex(({ base }) => base === unit.base);
  return index < 0 ? undefined : index;
}

/** The unit that has a function of bus 0; what lies behind bridges is not told. */
export function unitOf({ iommus }: BoardFacts, domain: number, bdf: number): IommuFact | undefined {
  if (bdf >= 0x100) return undefined;
  const units = iommus.filter((unit) => unit.domain === domain);
  return (
    units.find(({ scopes }) =>
      scopes.some(({ firstBdf, lastBdf }) => bdf >= firstBdf && bdf <= lastBdf),
    ) ?? units.find(({ coversRest }) => coversRest)
  );
}
