// SPDX-License-Identifier: MIT
// A virtual device in another PCI domain than the virtual host.
import { deviceCheck, isIvshmem, isX86 } from '../../device-check.js';
import { setValue } from '../../fix.js';

/** The driver takes a domain that is free. */
const anyDomain = 0xffff;

export const pciDomainDiffers = deviceCheck(
  {
    id: 'pci-domain-differs',
    severity: 'warning',
    describe: 'A shared memory device is in another domain than the virtual PCI host.',
    consequence:
      'Linux finds the device in the domain of the host; the driver looks for it in the other.',
    remedy: 'Set .domain to the .pci_domain of the system.',
    evidence: 'Upstream mended it in b8f4aebd, c11d1e5d and d1124388.',
    needs: 'system',
  },
  (device, set) => {
    const { value, cell, at, index } = device;
    const { system } = set;
    if (system === undefined || !isIvshmem(device) || isX86(set, cell)) return undefined;
    const { pciDomain, pciIsVirtual } = system.config.system.platformInfo;
    if (pciIsVirtual === 0 || pciDomain === anyDomain || value.domain === pciDomain)
      return undefined;
    return {
      severity: cell.isRoot ? 'warning' : 'information',
      what: `is in domain ${value.domain}, but the virtual host is in domain ${pciDomain}`,
      at: at('domain'),
      related: [
        {
          at: { config: system.name, steps: ['system', 'platformInfo', 'pciDomain'] },
          message: `The virtual host is in domain ${pciDomain}.`,
        },
      ],
      fix: {
        title: `Put PCI device ${index} into domain ${pciDomain}`,
        edits: [setValue(at('domain'), BigInt(pciDomain))],
      },
    };
  },
);
