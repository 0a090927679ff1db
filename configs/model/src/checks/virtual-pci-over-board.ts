// SPDX-License-Identifier: MIT
// The virtual PCI host where the board has something.
import { boardRule, rangeText, touchesAny } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import { linuxMemory } from '../board/linux-memory.js';
import { pciTypes } from '../constants.js';

export const virtualPciOverBoard = boardRule(
  {
    id: 'virtual-pci-over-board',
    severity: 'error',
    describe:
      'The virtual PCI host lies over memory that Linux uses, or over a device of the board.',
    consequence:
      'The hypervisor answers for these addresses: Linux no longer reaches its memory or the device there.',
    remedy:
      'Choose a pci_mmconfig_base where 1 MiB and two pages for each shared-memory device are free.',
    evidence:
      'Seen on the mailing list where the windows grew into other registers; the driver puts the devices right behind the configuration space.',
  },
  (scene): Finding[] => {
    const { board, system, root, at } = scene;
    const { pciIsVirtual, pciMmconfigBase: start, pciMmconfigEndBus } = system.platformInfo;
    if (pciIsVirtual === 0 || start === 0n) return [];
    const links = root.cell.pciDevices.filter(({ type }) => type === pciTypes.IVSHMEM).length;
    const end = start + ((BigInt(pciMmconfigEndBus) + 1n) << 20n) + BigInt(links) * 0x2000n;
    const range = { start, end };
    const place = at('platformInfo', 'pciMmconfigBase');
    const memory = linuxMemory(scene);
    const used = memory?.ranges.find((each) => touchesAny(range, [each]));
    if (memory !== undefined && used !== undefined) {
      return [
        {
          // Memory that is kept away from Linux is as good a place as any.
          severity: memory.isCertain ? 'error' : 'information',
          message: `The virtual PCI host, ${rangeText(range)}, lies over memory that Linux uses by ${memory.from}, ${rangeText(used)}. Move pci_mmconfig_base, or reserve the range.`,
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
