// SPDX-License-Identifier: MIT
// Which interrupts of the GIC a node has (bindings of arm,gic and arm,gic-v3).
import { cellOf, cellsOf, compatibleWith, has, textsOf } from './device-tree.js';
import type { DeviceNode } from './device-tree.js';

export const gicV2Names = [
  'arm,gic-400',
  'arm,cortex-a15-gic',
  'arm,cortex-a7-gic',
  'arm,cortex-a9-gic',
  'arm,eb11mp-gic',
  'arm,pl390',
  'qcom,msm-qgic2',
  'brcm,brahma-b15-gic',
] as const;

export const gicV3Names = ['arm,gic-v3', 'qcom,msm8996-gic-v3'] as const;

export function isGic(node: DeviceNode): boolean {
  return compatibleWith(node, ...gicV2Names, ...gicV3Names);
}

/** Controllers in front of the GIC that pass interrupts on under the same numbers. */
const transparent =
  /^(fsl,imx\w+-gpc|nvidia,tegra\w+-ictlr|mediatek,\w+-sysirq|ti,omap\w+-wugen-mpu|xlnx,\w+-gpc)$/;

type Phandles = ReadonlyMap<number, DeviceNode>;

/** GIC numbers of a node's interrupts; those of other controllers are left out. */
export function interruptsOf(node: DeviceNode, phandles: Phandles): readonly number[] {
  const extended = cellsOf(node, 'interrupts-extended');
  if (extended.length > 0) return extendedInterrupts(extended, phandles);
  const controller = controllerOf(node, phandles);
  if (controller === undefined || !leadsToGic(controller, phandles)) return [];
  const cells = cellsOf(node, 'interrupts');
  const step = cellOf(controller, '#interrupt-cells') ?? 3;
  const found: number[] = [];
  for (let index = 0; step > 0 && index + step <= cells.length; index += step) {
    const number = gicNumber(cells.slice(index, index + step));
    if (number !== undefined) found.push(number);
  }
  return found;
}

function extendedInterrupts(cells: readonly number[], phandles: Phandles): number[] {
  const found: number[] = [];
  for (let index = 0; index < cells.length;) {
    const controller = phandles.get(cells[index] ?? 0);
    const step = controller && cellOf(controller, '#interrupt-cells');
    if (controller === undefined || step === undefined || step > 16) break;
    const number = gicNumber(cells.slice(index + 1, index + 1 + step));
    if (number !== undefined && leadsToGic(controller, phandles)) found.push(number);
    index += 1 + step;
  }
  return found;
}

/** The node that `interrupt-parent` names, on the node itself or above. */
export function controllerOf(node: DeviceNode, phandles: Phandles): DeviceNode | undefined {
  for (let at: DeviceNode | undefined = node; at !== undefined; at = at.parent) {
    const phandle = cellOf(at, 'interrupt-parent');
    if (phandle !== undefined) return phandles.get(phandle);
    if (at !== node && has(at, 'interrupt-controller')) return at;
  }
  return undefined;
}

function leadsToGic(controller: DeviceNode, phandles: Phandles): boolean {
  let node: DeviceNode | undefined = controller;
  for (let hops = 0; hops < 4 && node !== undefined; hops++) {
    if (isGic(node)) return true;
    if (!textsOf(node, 'compatible').some((name) => transparent.test(name))) return false;
    const next = controllerOf(node, phandles);
    node = next === node ? undefined : next;
  }
  return false;
}

/** Shared interrupts start at 32, those of one CPU at 16. */
function gicNumber(cells: readonly number[]): number | undefined {
  const [type, number = 0] = cells;
  if (type === 0 && number < 988) return 32 + number;
  if (type === 1 && number < 16) return 16 + number;
  return undefined;
}
