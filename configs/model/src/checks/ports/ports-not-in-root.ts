// SPDX-License-Identifier: MIT
// Ports that the root cell does not have to give.
import { insertElement } from '../../fix.js';
import { formatHex } from '../../format.js';
import { cellCheck, isX86, systemInSet } from '../../member-check.js';
import { areCovered, piecesOf, portsOf, portsOfConsole } from '../../port-ranges.js';

export const portsNotInRoot = cellCheck(
  {
    id: 'ports-not-in-root',
    severity: 'information',
    describe: 'A cell has I/O ports that the root cell does not have.',
    consequence:
      'The cell gets them. Linux cannot set the device up before and does not get it back after, and a wrong number goes unnoticed.',
    remedy: "Add the ports to the root cell's, or keep it so if only this cell is to use them.",
    evidence: 'The hypervisor gives ports without asking whose they are.',
    needs: 'system',
  },
  (cell, set) => {
    const system = systemInSet(set);
    if (cell.isRoot || !isX86(cell) || system === undefined) return undefined;
    const { root } = system;
    // The hypervisor's own console is nobody's, and demos write there.
    const owned = piecesOf([...portsOf(root), ...portsOfConsole(system.system.debugConsole)]);
    return portsOf(cell).flatMap((range) => {
      if (areCovered(range, owned)) return [];
      const { title, at, region } = range;
      const fields = { base: formatHex(BigInt(region.base)), length: BigInt(region.length) };
      const edit = insertElement(root.path('pioRegions'), root.cell.pioRegions.length, fields);
      return {
        wrong: `${title} is not among the ports of the root cell ${root.title}.`,
        at: at(),
        fix: { title: 'Add it to the root cell', edits: [edit] },
      };
    });
  },
);
