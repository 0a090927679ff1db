// SPDX-License-Identifier: MIT
// Something else where the registers of virtual PCI devices are.
import { cellInSet, problemLimit } from '../../check.js';
import type { Check } from '../../check.js';
import { cpusOf, membersOf } from '../../config.js';
import type { NamedConfig, SystemConfig } from '../../config.js';
import { isIvshmem, problemOf, devicesOfMember } from '../../device-check.js';
import type { Finding, Rule } from '../../device-check.js';
import { formatRange } from '../../format.js';
import { intersection, rangeOf, virtualRange } from '../../memory-regions.js';
import type { AddressRange } from '../../memory-regions.js';
import type { ModelPath, Problem } from '../../problem.js';
import { busSize, virtualPciWindow } from '../../virtual-pci-window.js';

const rule: Rule = {
  id: 'virtual-pci-window-covered',
  severity: 'error',
  describe: 'Something else lies where the registers of the virtual PCI devices are.',
  consequence:
    'The driver puts their registers right behind 1 MiB of configuration space, two pages for each. Where something else is, their accesses do not reach the hypervisor: no interrupt can be sent, and the devices look dead.',
  remedy: 'Move .pci_mmconfig_base to where nothing is, or split what covers it.',
  evidence: 'Three threads of the mailing list; the driver computes the window.',
  needs: 'system',
};

export const virtualPciWindowCovered: Check = {
  ...rule,
  run: (set) => {
    const { system } = set;
    const window = system && virtualPciWindow(system.config);
    if (system === undefined || window === undefined || window.start === window.end) return [];
    const base = { config: system.name, steps: ['system', 'platformInfo', 'pciMmconfigBase'] };
    const covered = (title: string, at: ModelPath, what: string, range: AddressRange): Problem => {
      const finding: Finding = {
        what: `${what} at ${text(range)}, over the window of the virtual PCI host at ${text(window)}`,
        related: [{ at: base, message: `The window is at ${text(window)}.` }],
      };
      return problemOf(rule, title, at, finding);
    };
    const space = { start: window.start - busSize, end: window.start };
    const regions = membersOf(set).flatMap((member) => {
      const cell = cellInSet(member);
      if (!devicesOfMember(member).some(isIvshmem)) return [];
      return cell.cell.memoryRegions.flatMap((region, index): Problem[] => {
        const range = virtualRange(region);
        if (range === undefined || intersection(range, window) === undefined) return [];
        // What covers the configuration space, too, is a matter of its own.
        if (intersection(range, space) !== undefined) return [];
        const at = cell.path('memoryRegions', index);
        return [covered(cell.title, at, `has memory region ${index}`, range)];
      });
    });
    const parts = partsOf(system)
      .filter(({ range }) => intersection(range, { ...window, start: space.start }))
      .map(({ name, at, range }) => covered(cellInSet(system).title, at, `has ${name}`, range));
    return [...regions, ...parts].slice(0, problemLimit);
  },
};

interface Part {
  readonly name: string;
  readonly at: ModelPath;
  readonly range: AddressRange;
}

const redistributorSize = 0x20000n;

/** What the hypervisor itself has there. */
function partsOf({ name, config }: NamedConfig<SystemConfig>): Part[] {
  const { hypervisorMemory, platformInfo } = config.system;
  const { arm } = platformInfo;
  const part = (title: string, steps: string[], start: bigint, size: bigint): Part[] => {
    const range = start === 0n ? undefined : rangeOf(start, size);
    const at = { config: name, steps: ['system', ...steps] };
    return range === undefined ? [] : [{ name: title, at, range }];
  };
  const cpus = BigInt(cpusOf(config.rootCell).length);
  const { physStart, size } = hypervisorMemory;
  return [
    ...part('the hypervisor', ['hypervisorMemory', 'physStart'], physStart, size),
    ...part('the GIC distributor', ['platformInfo', 'arm', 'gicdBase'], arm.gicdBase, 0x1000n),
    ...part(
      'the GIC redistributors',
      ['platformInfo', 'arm', 'gicrBase'],
      arm.gicrBase,
      cpus * redistributorSize,
    ),
  ];
}

function text({ start, end }: AddressRange): string {
  return formatRange(start, end - start);
}
