// SPDX-License-Identifier: MIT
// Rules about irqchips, the GIC and the interrupts of virtual devices.
import type { Check } from '../../check.js';
import { gicPartMissing } from './gic-part-missing.js';
import { gicPartUnaligned } from './gic-part-unaligned.js';
import { gicPartsAlike } from './gic-parts-alike.js';
import { gicVersionUnknown } from './gic-version-unknown.js';
import { interruptInTwoCells } from './interrupt-in-two-cells.js';
import { interruptNotInRootCell } from './interrupt-not-in-root-cell.js';
import { ioapicIdDiffers } from './ioapic-id-differs.js';
import { ioapicNotInRootCell } from './ioapic-not-in-root-cell.js';
import { ioapicPinBase } from './ioapic-pin-base.js';
import { ioapicPinBeyondChip } from './ioapic-pin-beyond-chip.js';
import { irqchipNotTheDistributor } from './irqchip-not-the-distributor.js';
import { irqchipOverwritten } from './irqchip-overwritten.js';
import { irqchipPinBase } from './irqchip-pin-base.js';
import { irqchipWithoutInterrupts } from './irqchip-without-interrupts.js';
import { maintenanceInterruptWrong } from './maintenance-interrupt-wrong.js';
import { privateInterruptInIrqchip } from './private-interrupt-in-irqchip.js';
import { rootCellWithoutInterrupts } from './root-cell-without-interrupts.js';
import { vpciInterruptInTwoCells } from './vpci-interrupt-in-two-cells.js';
import { vpciInterruptNotOwned } from './vpci-interrupt-not-owned.js';
import { vpciInterruptTaken } from './vpci-interrupt-taken.js';
import { vpciIrqBaseMissing } from './vpci-irq-base-missing.js';

export const interruptsChecks: readonly Check[] = [
  gicPartMissing,
  gicPartUnaligned,
  gicPartsAlike,
  gicVersionUnknown,
  interruptInTwoCells,
  interruptNotInRootCell,
  ioapicIdDiffers,
  ioapicNotInRootCell,
  ioapicPinBase,
  ioapicPinBeyondChip,
  irqchipNotTheDistributor,
  irqchipOverwritten,
  irqchipPinBase,
  irqchipWithoutInterrupts,
  maintenanceInterruptWrong,
  privateInterruptInIrqchip,
  rootCellWithoutInterrupts,
  vpciInterruptInTwoCells,
  vpciInterruptNotOwned,
  vpciInterruptTaken,
  vpciIrqBaseMissing,
];
