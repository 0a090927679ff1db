// SPDX-License-Identifier: MIT
// A PCI device that the board does not have.
import { boardRule } from '../board/board-rule.js';
import { formatBdf } from '../board/format-bdf.js';
import { pciPairs } from '../board/pci-functions.js';

export const pciDeviceNotOnBoard = boardRule(
  {
    id: 'pci-device-not-on-board',
    severity: 'warning',
    describe: 'A PCI device of the configuration is not on the board.',
    consequence:
      'The cell sees no device there; where buses were renumbered, another device may have taken the place.',
    remedy: 'Compare with lspci; generated configurations change with firmware and cards.',
    evidence: 'Seen on the mailing list after changes of the firmware and of disks.',
  },
  (scene) =>
    pciPairs(scene).flatMap(({ member, index, device, fact }) => {
      if (fact !== undefined) return [];
      const [{ from } = { from: '' }] = scene.board.pciFunctions;
      return {
        message: `${member.title} has PCI device ${formatBdf(device.bdf)} of domain ${device.domain}, but ${from} shows none there.`,
        at: member.path('pciDevices', index, 'bdf'),
      };
    }),
);
