// SPDX-License-Identifier: MIT
// PCI configuration space is not where the configuration says.
import { boardRule, rangeText } from '../board/board-rule.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';

export const pciConfigSpaceDiffers = boardRule(
  {
    id: 'pci-config-space-differs',
    severity: 'error',
    describe: 'pci_mmconfig_base or the last bus is not that of the board.',
    consequence:
      'The hypervisor watches the wrong addresses: cells reach configuration space of foreign devices, and it reads nonsense itself.',
    remedy: 'Take base and last bus from the MCFG table or from reg and bus-range of the PCI host.',
    evidence: 'MCFG and device trees are what Linux itself goes by.',
  },
  ({ board, system, at }) => {
    const { pciIsVirtual, pciMmconfigBase: base, pciMmconfigEndBus } = system.platformInfo;
    const [first] = board.pciHosts;
    if (first === undefined || pciIsVirtual !== 0 || base === 0n) return [];
    const host = board.pciHosts.find(({ configSpace }) => configSpace.start === base);
    if (host === undefined) {
      const { configSpace, from } = first;
      const place = at('platformInfo', 'pciMmconfigBase');
      const only = board.pciHosts.every((each) => each.configSpace.start === configSpace.start);
      return [
        {
          message: `pci_mmconfig_base is ${formatHex(base)}, but by ${from} configuration space is at ${rangeText(configSpace)}.`,
          at: place,
          ...(only && {
            fix: {
              title: `Set pci_mmconfig_base to ${formatHex(configSpace.start)}`,
              edits: [setValue(place, configSpace.start)],
            },
          }),
        },
      ];
    }
    if (host.lastBus === pciMmconfigEndBus || host.firstBus !== 0) return [];
    const place = at('platformInfo', 'pciMmconfigEndBus');
    return [
      {
        // Watching buses that are not there costs nothing but address space.
        severity: pciMmconfigEndBus < host.lastBus ? 'warning' : 'information',
        message:
          `pci_mmconfig_end_bus is ${pciMmconfigEndBus}, but by ${host.from} the last bus is ${host.lastBus}: ` +
          'configuration space of the buses between is either not watched or not there.',
        at: place,
        fix: {
          title: `Set pci_mmconfig_end_bus to ${host.lastBus}`,
          edits: [setValue(place, BigInt(host.lastBus))],
        },
      },
    ];
  },
);
