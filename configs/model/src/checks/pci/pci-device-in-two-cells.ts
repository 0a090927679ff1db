// SPDX-License-Identifier: MIT
// Two cells of one start-up that want the same PCI device.
import { problemLimit } from '../../check.js';
import type { Check } from '../../check.js';
import { pciTypes } from '../../constants.js';
import { devicesOfMember, pairsOf, problemOf } from '../../device-check.js';
import type { Rule } from '../../device-check.js';

const rule: Rule = {
  id: 'pci-device-in-two-cells',
  severity: 'warning',
  describe: 'Two cells that are to run together want the same PCI device.',
  consequence: 'Both drive the device at the same time, and each undoes what the other set up.',
  remedy: 'Leave the device in one of the cells only; the root cell gives it up by itself.',
  evidence: 'The hypervisor takes a device from the root cell, but from no other.',
  needs: 'launch-set',
};

export const pciDeviceInTwoCells: Check = {
  ...rule,
  run: (set) =>
    pairsOf(set)
      .filter(([first]) => first !== set.system)
      .flatMap(([first, second]) => {
        const others = devicesOfMember(first);
        return devicesOfMember(second).flatMap((device) => {
          const { value, title, at } = device;
          if (value.type !== pciTypes.DEVICE) return [];
          const other = others.find(
            ({ value: { bdf, domain, type } }) =>
              bdf === value.bdf && domain === value.domain && type === value.type,
          );
          if (other === undefined) return [];
          return [
            problemOf(rule, title, at('bdf'), {
              what: `is also in ${other.cell.title}`,
              related: [{ at: other.at('bdf'), message: `${other.title} is the same device.` }],
            }),
          ];
        });
      })
      .slice(0, problemLimit),
};
