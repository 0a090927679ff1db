// SPDX-License-Identifier: MIT
// PCI capabilities and the devices that refer to them.
import { cellInSet, problemLimit } from './check.js';
import type { CellInSet, Check } from './check.js';
import { membersOf } from './config.js';
import type { NamedConfig, SystemSet } from './config.js';
import { devicesOfMember, problemOf } from './device-check.js';
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
  readonly devices: readonly DeviceInSet[];
}

export function capabilitiesOf(member: NamedConfig): CapabilityInSet[] {
  const cell = cellInSet(member);
  const devices = devicesOfMember(member);
  return cell.cell.pciCapabilities.map((value, index) => ({
    cell,
    index,
    value,
    title: `PCI capability ${index} (${capabilityName(value)}) of ${cell.title}`,
    at: (...steps) => cell.path('pciCapabilities', index, ...steps),
    devices: devices.filter(({ value: device }) => refersTo(device, index)),
  }));
}

/** Those of one device, as far as they are there. */
export function capabilitiesOfDevice({ member, value }: DeviceInSet): CapabilityInSet[] {
  return capabilitiesOf(member).filter(({ index }) => refersTo(value, index));
}

function refersTo({ capsStart, numCaps }: PciDevice, index: number): boolean {
  return capsStart <= index && index < capsStart + numCaps;
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
      membersOf(set)
        .flatMap(capabilitiesOf)
        .flatMap((capability) => {
          const finding = judge(capability, set);
          if (finding === undefined) return [];
          return [problemOf(rule, capability.title, capability.at(), finding)];
        })
        .slice(0, problemLimit),
  };
}
