// SPDX-License-Identifier: MIT
// Which kind of console a device of a device tree is.
import { consoleTypes } from '../constants.js';
import type { ConsoleDescription } from '../schema/records.js';
import { consoleFlags } from '../value-names.js';

export type ConsoleKind = keyof typeof consoleTypes;

const kinds: readonly (readonly [RegExp, ConsoleKind])[] = [
  [/^arm,(pl011|sbsa-uart)$/, 'PL011'],
  [
    /^(ns16\d\d\d\w?|snps,dw-apb-uart|nvidia,tegra\d+-uart|ti,(omap|am|dra)\w*-uart|brcm,bcm2835-aux-uart|mediatek,mt\w+-uart)$/,
    '8250',
  ],
  [/^(cdns,uart-r1p\d+|xlnx,xuartps)$/, 'XUARTPS'],
  [/^marvell,armada-3700-uart$/, 'MVEBU'],
  [/^renesas,(hscif|rcar-gen\d-hscif)$/, 'HSCIF'],
  [/^renesas,(scifa|rcar-gen\d-scifa)$/, 'SCIFA'],
  [/^renesas,(scif|rcar-gen\d-scif)$/, 'SCIF'],
  [/^fsl,imx(21|6q|6ul|7d)-uart$/, 'IMX'],
  [/^fsl,(imx\w+|vf610|ls1021a)-lpuart$/, 'IMX_LPUART'],
];

export function consoleKindOf(compatible: readonly string[]): ConsoleKind | undefined {
  return kinds.find(([pattern]) => compatible.some((name) => pattern.test(name)))?.[1];
}

/** Whether it is there and has registers in memory. */
export function isMmioConsole({ type, flags, address }: ConsoleDescription): boolean {
  const hasRegisters = type !== consoleTypes.NONE && type !== consoleTypes.EFIFB;
  return hasRegisters && (flags & consoleFlags.ACCESS_MMIO) !== 0 && address !== 0n;
}
