// SPDX-License-Identifier: MIT
// A PCI device that the root cell does not list.
import { cellInSet } from '../../check.js';
import { pciTypes } from '../../constants.js';
import { deviceCheck } from '../../device-check.js';

export const pciDeviceNotInRootCell = deviceCheck(
  {
    id: 'pci-device-not-in-root-cell',
    severity: 'warning',
    describe: 'A cell has a PCI device that the root cell does not have.',
    consequence:
      'The device is not taken from the root cell because that does not have it: it may not exist, and it does not come back when the cell is destroyed.',
    remedy: 'Correct .bdf, or add the device to the root cell.',
    evidence: 'The hypervisor moves devices between the root cell and other cells by .bdf.',
    needs: 'system',
  },
  ({ value, cell, at }, { system }) => {
    const isPhysical = value.type === pciTypes.DEVICE || value.type === pciTypes.BRIDGE;
    if (system === undefined || cell.isRoot || !isPhysical) return undefined;
    const root = cellInSet(system);
    const isThere = root.cell.pciDevices.some(
      ({ bdf, domain }) => bdf === value.bdf && domain === value.domain,
    );
    if (isThere) return undefined;
    return {
      what: `is not among the PCI devices of the root cell ${root.title}`,
      at: at('bdf'),
      related: [{ at: root.path('pciDevices'), message: `The PCI devices of ${root.title}.` }],
    };
  },
);
