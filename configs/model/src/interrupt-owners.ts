// SPDX-License-Identifier: MIT
// Which interrupts the cells of an Arm machine have by their irqchips, and
// which ones their virtual PCI devices raise.
import { cellInSet } from './check.js';
import type { NamedConfig, SystemSet } from './config.js';
import { isX86 } from './device-check.js';
import { interruptsOf } from './interrupts.js';
import { linksOfMember } from './ivshmem-link.js';
import type { Link } from './ivshmem-link.js';
import type { Irqchip } from './schema/records.js';

/** Interrupts below are those of single CPUs, whatever an irqchip says. */
export const firstSpi = 32;

/** Interrupts of one irqchip. */
export const chipPins = 128;

/** The distributor; undefined where no system tells its address. */
export function distributorOf({ system }: SystemSet): bigint | undefined {
  return system?.config.system.platformInfo.arm.gicdBase;
}

/** Irqchips that the hypervisor does not pass over. */
export function chipsOf(member: NamedConfig, set: SystemSet): Irqchip[] {
  const distributor = distributorOf(set);
  return cellInSet(member).cell.irqchips.filter(
    ({ address }) => distributor === undefined || address === distributor,
  );
}

/** GIC ids of the shared interrupts that a cell has. */
export function ownedInterrupts(member: NamedConfig, set: SystemSet): Set<number> {
  const all = chipsOf(member, set).flatMap(interruptsOf);
  return new Set(all.filter((id) => id >= firstSpi));
}

/** A device that raises a line, and the line. */
export interface VirtualInterrupt {
  readonly link: Link;
  /** GIC id. */
  readonly id: number;
  /** SPI 132 (interrupt 164, INTA) */
  readonly title: string;
}

/** Lines of the virtual PCI host that a cell's devices raise; none on x86. */
export function virtualInterruptsOf(member: NamedConfig, set: SystemSet): VirtualInterrupt[] {
  const { cell } = cellInSet(member);
  return linksOfMember(member)
    .filter((link) => !isX86(set, link.cell) && link.value.numMsixVectors === 0)
    .map((link) => {
      const pin = (link.value.bdf >> 3) & 3;
      const spi = cell.vpciIrqBase + pin;
      const id = firstSpi + spi;
      return { link, id, title: `SPI ${spi} (interrupt ${id}, INT${'ABCD'.charAt(pin)})` };
    });
}
