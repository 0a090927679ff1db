// SPDX-License-Identifier: MIT
// Registers that the hypervisor keeps for itself by a system's configuration,
// so that no cell needs a region for them.
import type { System } from '../config.js';
import { architectures } from '../constants.js';
import type { AddressRange } from '../memory-regions.js';

export function ownDevices({ architecture, platformInfo }: System): AddressRange[] {
  const { arm, iommuUnits, pciMmconfigBase, pciMmconfigEndBus } = platformInfo;
  const found: AddressRange[] = [];
  const add = (start: bigint, size: bigint): void => {
    if (start !== 0n) found.push({ start, end: start + size });
  };
  add(pciMmconfigBase, (BigInt(pciMmconfigEndBus) + 1n) << 20n);
  for (const { base, size } of iommuUnits) add(base, BigInt(size));
  if (architecture !== architectures.X86) {
    for (const base of [arm.gicdBase, arm.gicrBase, arm.giccBase, arm.gichBase, arm.gicvBase]) {
      add(base, 0x10000n);
    }
  }
  return found;
}
