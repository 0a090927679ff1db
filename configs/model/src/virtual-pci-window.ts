// SPDX-License-Identifier: MIT
// Where the virtual PCI host of an Arm machine is: the configuration space of
// one bus, and behind it the window for the registers of virtual devices.
import { architectures } from './constants.js';
import type { SystemConfig } from './config.js';
import type { AddressRange } from './memory-regions.js';
import { pciTypes } from './constants.js';

/** Configuration space of one bus. */
export const busSize = 0x100000n;

/** Two pages for each virtual device of the root cell, as the driver asks for. */
const windowOfDevice = 0x2000n;

/** Undefined where there is no such host. */
export function virtualPciWindow({ system, rootCell }: SystemConfig): AddressRange | undefined {
  const { architecture, platformInfo } = system;
  const { pciIsVirtual, pciMmconfigBase } = platformInfo;
  const isThere = pciIsVirtual !== 0 && pciMmconfigBase !== 0n;
  if (!isThere || architecture === architectures.X86) return undefined;
  const links = rootCell.pciDevices.filter(({ type }) => type === pciTypes.IVSHMEM).length;
  const start = pciMmconfigBase + busSize;
  return { start, end: start + BigInt(links) * windowOfDevice };
}
