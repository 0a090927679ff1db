// SPDX-License-Identifier: MIT
// Ports that two cells have which are to run together.
import { removeElement } from '../../fix.js';
import { isX86, memberCells, setCheck } from '../../member-check.js';
import type { Finding } from '../../member-check.js';
import { piecesOf, portsOf, sharerOf } from '../../port-ranges.js';
import type { PortsInSet } from '../../port-ranges.js';

export const portsOfTwoCells = setCheck(
  {
    id: 'ports-of-two-cells',
    severity: 'warning',
    describe: 'Two cells that are to run together have the same I/O ports.',
    consequence:
      'Both reach the device and disturb each other; on a serial line, their texts mix. When one of the two goes, the root cell has the ports as well.',
    remedy: 'Leave the ports to one of the cells.',
    evidence: 'The hypervisor takes ports from the root cell only and refuses nothing here.',
    needs: 'launch-set',
  },
  (set) => {
    const cells = memberCells(set).filter((cell) => !cell.isRoot && isX86(cell));
    const earlier: PortsInSet[] = [];
    return cells.flatMap((cell) => {
      const taken = piecesOf(earlier);
      const own = portsOf(cell);
      earlier.push(...own);
      return own.flatMap((range) => findingOf(range, sharerOf(range, taken)));
    });
  },
);

function findingOf(range: PortsInSet, other: PortsInSet | undefined): Finding[] {
  if (other === undefined) return [];
  const { title, at } = range;
  return [
    {
      wrong: `${title} and ${other.cell.title} have ports in common.`,
      at: at(),
      related: [{ at: other.at(), message: 'The other range.' }],
      fix: { title: `Leave them to ${other.cell.title}`, edits: [removeElement(at())] },
    },
  ];
}
