// SPDX-License-Identifier: MIT
// The virtual PCI host where the board has something.
import { boardRule, rangeText, touchesAny } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import { pciTypes } from '../constants.js';

export const virtualPciOverBoard = boardRule(
  {
    id: 'virtual-pci-over-board',
    severity: 'error',
    describe: 'The virtual PCI host lies over memory or a device of the board.',
    consequence:
      'The hypervisor answers for these addresses: Linux no longer reaches its memory or the device there.',
    remedy:
      'Choose a pci_mmconfig_base where 1 MiB and two pages for each shared-memory device are free.',
    evidence:
      'Seen on the mailing list where the windows grew into other registers; the driver puts the devices right behind the configuration space.',
  },
  ({ board, system, root, at }): Finding[] => {
    const { pciIsVirtual, pciMmconfigBase: start, pciMmconfigEndBus } = system.platformInfo;
    if (pciIsVirtual === 0 || start === 0n) return [];
    const links = root.cell.pciDevices.filter(({ type }) => type === pciTypes.IVSHMEM).length;
    const end = start + ((BigInt(pciMmconfigEndBus) + 1n) << 20n) + BigInt(links) * 0x2000n;
    const range = { start, end };
    const place = at('platformInfo', 'pciMmconfigBase');
    const memory = board.memory.find(
      (each) => (each.kind === 'ram' || each.kind === 'system-ram') && touchesAny(range, [each]),
    );
    if (memory !== undefined) {
      const what = `"${memory.name}" at ${rangeText(memory)} by ${memory.from}`;
      return [
        {
          message: `The virtual PCI host, ${rangeText(range)}, lies over memory: ${what}. Move pci_mmconfig_base.`,
          at: place,
        },
      ];
    }
    const device = board.devices.find(
      ({ isEnabled, ranges: [first] }) => isEnabled && first && touchesAny(range, [first]),
    );
    if (device === undefined) return [];
    return [
      {
        severity: 'warning',
        message: `The virtual PCI host, ${rangeText(range)}, lies over ${device.path} by ${device.from}. Move pci_mmconfig_base.`,
        at: place,
      },
    ];
  },
);
