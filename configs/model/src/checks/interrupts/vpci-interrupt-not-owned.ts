// SPDX-License-Identifier: MIT
// A virtual device that raises an interrupt which its cell does not have.
import { cellInSet, problemLimit } from '../../check.js';
import type { Check } from '../../check.js';
import { membersOf } from '../../config.js';
import type { SystemSet } from '../../config.js';
import { problemOf } from '../../device-check.js';
import type { Rule } from '../../device-check.js';
import { insertElement, setValue } from '../../fix.js';
import { chipPins, distributorOf, virtualInterruptsOf } from '../../interrupt-owners.js';
import type { VirtualInterrupt } from '../../interrupt-owners.js';
import { interruptsOf } from '../../interrupts.js';
import type { Fix } from '../../problem.js';

const rule: Rule = {
  id: 'vpci-interrupt-not-owned',
  severity: 'error',
  describe: 'A shared memory device raises an interrupt that its cell does not have.',
  consequence:
    'The hypervisor makes the interrupt pending all the same, but the cell cannot enable it, so that no doorbell of a peer ever arrives.',
  remedy:
    'Set the bit of interrupt 32 + vpci_irq_base + slot % 4 in the .pin_bitmap of the cell, at a position counted from .pin_base.',
  evidence:
    'Upstream mended eleven configurations at once in 7e538dd9; three threads of the mailing list.',
};

export const vpciInterruptNotOwned: Check = {
  ...rule,
  run: (set) =>
    membersOf(set)
      .flatMap((member) => {
        // An irqchip at a wrong address is a matter of its own.
        const owned = new Set(cellInSet(member).cell.irqchips.flatMap(interruptsOf));
        return virtualInterruptsOf(member, set)
          .filter(({ id }) => !owned.has(id))
          .map((interrupt) => {
            const { link, title } = interrupt;
            const fix = fixOf(interrupt, set);
            return problemOf(rule, link.title, link.at('bdf'), {
              what: `raises ${title}, which is not among the interrupts of the cell`,
              related: [
                {
                  at: link.cell.path('vpciIrqBase'),
                  message: `INTA is SPI ${link.cell.cell.vpciIrqBase}.`,
                },
              ],
              ...(fix && { fix }),
            });
          });
      })
      .slice(0, problemLimit),
};

/** A bit in the irqchip that has the place for it, or another irqchip. */
function fixOf({ link, id, title }: VirtualInterrupt, set: SystemSet): Fix | undefined {
  const { cell } = link;
  const address = distributorOf(set) ?? cell.cell.irqchips[0]?.address;
  const index = cell.cell.irqchips.findIndex(
    (chip) => chip.address === address && chip.pinBase <= id && id < chip.pinBase + chipPins,
  );
  const chip = cell.cell.irqchips[index];
  const bit = 1n << BigInt(id % 32);
  const name = `Give ${title} to ${cell.title}`;
  if (chip !== undefined) {
    const word = (id - chip.pinBase) >> 5;
    const at = cell.path('irqchips', index, 'pinBitmap', word);
    return { title: name, edits: [setValue(at, BigInt(chip.pinBitmap[word] ?? 0) | bit)] };
  }
  const pinBase = id - (id % 32);
  const isFree = cell.cell.irqchips.every(
    (each) => each.pinBase >= pinBase + chipPins || each.pinBase + chipPins <= pinBase,
  );
  if (address === undefined || !isFree || pinBase > 1024 - chipPins) return undefined;
  const fields = {
    address,
    pinBase: BigInt(pinBase),
    pinBitmap: `{ 0x${bit.toString(16)} }`,
  };
  const { length } = cell.cell.irqchips;
  const comment = 'virtual PCI';
  return { title: name, edits: [insertElement(cell.path('irqchips'), length, fields, comment)] };
}
