// SPDX-License-Identifier: MIT
// Whose a PCI device is, by its bus, device and function.
import type { PciDevice } from '../schema/records.js';
import type { Scene, SceneMember } from './scene.js';

export interface PlacedDevice {
  readonly member: SceneMember;
  readonly index: number;
  readonly device: PciDevice;
}

/** Every cell that has the device: the root cell may, and the one that takes it. */
export function devicesAt(bdf: number, { members }: Pick<Scene, 'members'>): PlacedDevice[] {
  return members.flatMap((member) =>
    member.cell.pciDevices.flatMap((device, index) =>
      device.bdf === bdf ? [{ member, index, device }] : [],
    ),
  );
}
