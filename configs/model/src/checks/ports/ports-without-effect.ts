// SPDX-License-Identifier: MIT
// I/O ports of a machine that has none.
import { removeElement } from '../../fix.js';
import { cellCheck, isX86 } from '../../member-check.js';
import { portsOf } from '../../port-ranges.js';

export const portsWithoutEffect = cellCheck(
  {
    id: 'ports-without-effect',
    severity: 'warning',
    describe: 'A cell of ARM has I/O ports.',
    consequence: 'They are ignored: ARM reaches its devices through memory only.',
    remedy: 'Leave the ports out; map the registers of the device as a memory region.',
    evidence: 'No hypervisor for ARM reads port ranges.',
  },
  (cell) => {
    if (isX86(cell)) return undefined;
    return portsOf(cell).map(({ title, at }) => ({
      wrong: `${title} says nothing on its architecture.`,
      at: at(),
      fix: { title: 'Remove the range', edits: [removeElement(at())] },
    }));
  },
);
