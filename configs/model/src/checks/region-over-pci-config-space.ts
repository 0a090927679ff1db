// SPDX-License-Identifier: MIT
// A memory region over the memory-mapped PCI configuration space (MMCONFIG,
// ECAM): 1 MiB for each bus. The hypervisor moderates every access to it.
import type { Check } from '../check.js';
import type { SystemSet } from '../config.js';
import { deviceAt, regionsOverDevices } from '../intercepted-device.js';
import type { InterceptedDevice } from '../intercepted-device.js';

const bytesPerBus = 0x100000n;

export const regionOverPciConfigSpace: Check = {
  id: 'region-over-pci-config-space',
  severity: 'error',
  describe: 'A memory region of a cell covers the PCI configuration space.',
  consequence:
    'The hypervisor answers for the PCI configuration space, so that a cell sees its own devices only; a cell that reaches it directly can move and reprogram the devices of every other.',
  remedy:
    'Leave the configuration space (pci_mmconfig_base, 1 MiB for each bus) out of all regions.',
  evidence:
    "The hypervisor intercepts it; upstream's checker looks for it, and it was seen on the mailing list twice.",
  predicts: { outcome: 'refused', reason: 'REFUSAL_REGION_INTERCEPTED' },
  needs: 'system',
  upstream: 'mmconfig',
  run: (set) =>
    regionsOverDevices(set, configSpaceOf(set), {
      id: regionOverPciConfigSpace.id,
      consequence:
        'The hypervisor answers for it, so that a cell sees its own PCI devices only; a cell that ' +
        'reaches it directly can move and reprogram the PCI devices of every other.',
    }),
};

function configSpaceOf({ system }: SystemSet): InterceptedDevice[] {
  if (system === undefined) return [];
  const { pciMmconfigBase, pciMmconfigEndBus } = system.config.system.platformInfo;
  return deviceAt(
    'the PCI configuration space',
    pciMmconfigBase,
    BigInt(pciMmconfigEndBus + 1) * bytesPerBus,
    { config: system.name, steps: ['system', 'platformInfo', 'pciMmconfigBase'] },
  );
}
