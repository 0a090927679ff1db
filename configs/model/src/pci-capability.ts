// SPDX-License-Identifier: MIT
// PCI capabilities and the devices that refer to them.
import { cellInSet } from './check.js';
import type { CellInSet, Check } from './check.js';
import { membersOf } from './config.js';
import type { SystemSet } from './config.js';
import { judgeAll, oncePerMember } from './device-check.js';
import type { DeviceInSet, Finding, Rule } from './device-check.js';
import type { ModelPath, Step } from './problem.js';
import type { PciCapability, PciDevice } from './schema/records.js';
import { extendedCapability, pciCapabilityFlags, pciCapabilityIds } from './value-names.js';

/** A capability of a cell; several devices that are alike may share it. */
export interface CapabilityInSet {
  readonly cell: CellInSet;
  readonly index: number;
  readonly value: PciCapability;
  /** PCI capability 3 (MSI) of "demo" */
  readonly title: string;
  readonly at: (...steps: Step[]) => ModelPath;
  /** Whether a device refers to it. */
  readonly isUsed: boolean;
  /** Whether a device with 64-bit addresses of messages refers to it. */
  readonly isWide: boolean;
}

export const capabilitiesOf = oncePerMember((member): readonly CapabilityInSet[] => {
  const cell = cellInSet(member);
  const { pciCapabilities, pciDevices } = cell.cell;
  const used = coverage(pciDevices, pciCapabilities.length);
  const wide = coverage(
    pciDevices.filter(({ msi64bits }) => msi64bits !== 0),
    pciCapabilities.length,
  );
  return pciCapabilities.map((value, index) => ({
    cell,
    index,
    value,
    title: `PCI capability ${index} (${capabilityName(value)}) of ${cell.title}`,
    at: (...steps) => cell.path('pciCapabilities', index, ...steps),
    isUsed: used[index] ?? false,
    isWide: wide[index] ?? false,
  }));
});

/** Which of so many capabilities some device refers to. */
function coverage(devices: readonly PciDevice[], count: number): boolean[] {
  const changes = new Array<number>(count + 1).fill(0);
  for (const { capsStart, numCaps } of devices) {
    const end = Math.min(capsStart + numCaps, count);
    if (capsStart >= end) continue;
    changes[capsStart] = (changes[capsStart] ?? 0) + 1;
    changes[end] = (changes[end] ?? 0) - 1;
  }
  let depth = 0;
  return changes.slice(0, count).map((change) => (depth += change) > 0);
}

/** No device has more; a number that is larger is a mistake. */
const mostOfDevice = 64;

/** Those of one device, as far as they are there. */
export function capabilitiesOfDevice({ member, value }: DeviceInSet): readonly CapabilityInSet[] {
  const { capsStart, numCaps } = value;
  return capabilitiesOf(member).slice(capsStart, capsStart + Math.min(numCaps, mostOfDevice));
}

export function isExtended({ id }: PciCapability): boolean {
  return (id & extendedCapability) !== 0;
}

export function isWritable({ flags }: PciCapability): boolean {
  return (flags & pciCapabilityFlags.WRITE) !== 0;
}

/** MSI, or the number of what has no name here. */
export function capabilityName(capability: PciCapability): string {
  const { id } = capability;
  const found = Object.entries(pciCapabilityIds).find(([, value]) => value === id);
  if (found !== undefined) return found[0];
  const number = `0x${(id & ~extendedCapability).toString(16)}`;
  return isExtended(capability) ? `extended ${number}` : number;
}

/** A check that judges capabilities one by one. */
export function capabilityCheck(
  rule: Rule,
  judge: (capability: CapabilityInSet, set: SystemSet) => Finding | undefined,
): Check {
  return {
    ...rule,
    run: (set) =>
      judgeAll(rule, membersOf(set).flatMap(capabilitiesOf), (capability) =>
        judge(capability, set),
      ),
  };
}
