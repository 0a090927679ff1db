// SPDX-License-Identifier: MIT
// The ports of the PCI configuration space, given away.
import { insertElement, removeElement, setValue } from '../../fix.js';
import { cellCheck, isX86 } from '../../member-check.js';
import { formatPorts, portsOf, sharePorts } from '../../port-ranges.js';
import type { PortsInSet } from '../../port-ranges.js';
import type { Fix, FixEdit } from '../../problem.js';

const config = { first: 0xcf8, last: 0xcff };

export const pciConfigPorts = cellCheck(
  {
    id: 'pci-config-ports',
    severity: 'warning',
    describe: 'A cell has the I/O ports of the PCI configuration space.',
    consequence:
      'The hypervisor no longer sees accesses to them: the cell can reprogram the devices of every other cell, and does not see its own virtual ones.',
    remedy: "Leave 0xcf8-0xcff out; the hypervisor lets the cell reach its own devices' registers.",
    evidence:
      "The hypervisor moderates these ports by trapping them, and the generator of upstream's tools leaves them out.",
  },
  (cell) => {
    if (!isX86(cell)) return undefined;
    return portsOf(cell).flatMap((range) => {
      if (!sharePorts(range, config)) return [];
      const { title, at } = range;
      return {
        wrong: `${title} contains ${formatPorts(config)}, the PCI configuration space.`,
        at: at(),
        fix: withoutConfig(range),
      };
    });
  },
);

function withoutConfig({ first, last, cell, at }: PortsInSet): Fix {
  const base = config.last + 1;
  const behind = BigInt(last - config.last);
  const edits: FixEdit[] = [];
  if (first < config.first) {
    edits.push(setValue(at('length'), BigInt(config.first - first)));
    if (behind > 0n) {
      const fields = { base: hex(BigInt(base)), length: hex(behind) };
      const ranges = cell.cell.pioRegions.length;
      edits.push(insertElement(cell.path('pioRegions'), ranges, fields));
    }
  } else if (behind > 0n) {
    edits.push(setValue(at('base'), BigInt(base), hex(BigInt(base))));
    edits.push(setValue(at('length'), behind));
  } else {
    edits.push(removeElement(at()));
  }
  return { title: `Leave out ${formatPorts(config)}`, edits };
}

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}
