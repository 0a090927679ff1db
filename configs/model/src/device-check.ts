// SPDX-License-Identifier: MIT
// Rules that look at one PCI device, capability or irqchip after the other,
// and these elements of a set with what such rules need to know of each.
import { cellInSet, problemLimit } from './check.js';
import type { CellInSet, Check } from './check.js';
import { membersOf } from './config.js';
import type { Cell, NamedConfig, SystemConfig, SystemSet } from './config.js';
import { architectures, pageSize, pciTypes } from './constants.js';
import { formatBdf } from './interrupts.js';
import type { ModelPath, Problem, Step } from './problem.js';
import type { Irqchip, PciDevice } from './schema/records.js';

/** All that a check is but for how it looks. */
export type Rule = Omit<Check, 'run'>;

/** What a rule says of an element; the severity is the rule's unless it is told here. */
export interface Finding extends Partial<Pick<Problem, 'severity' | 'related' | 'fix'>> {
  /** A whole sentence but for its subject, the title of the element. */
  readonly what: string;
  /** What follows if not what the rule says. */
  readonly consequence?: string;
  /** What to do if not what the rule says. */
  readonly remedy?: string;
  /** The place to blame; absent: the element. */
  readonly at?: ModelPath;
}

/** An element of an array of a cell. */
export interface ElementInSet<Element> {
  readonly cell: CellInSet;
  readonly index: number;
  readonly value: Element;
  /** PCI device 2 (00:0e.0) of "demo" */
  readonly title: string;
  readonly at: (...steps: Step[]) => ModelPath;
  readonly member: NamedConfig;
}

export type DeviceInSet = ElementInSet<PciDevice>;
export type IrqchipInSet = ElementInSet<Irqchip>;

/** A problem whose text ends with what the rule says of all its findings. */
export function problemOf(rule: Rule, subject: string, at: ModelPath, finding: Finding): Problem {
  const { what, severity, related, fix } = finding;
  const consequence = finding.consequence ?? rule.consequence;
  const remedy = finding.remedy ?? rule.remedy;
  return {
    id: rule.id,
    severity: severity ?? rule.severity,
    message: `${subject} ${what}. ${consequence} ${remedy}`,
    at: finding.at ?? at,
    ...(related && { related }),
    ...(fix && { fix }),
  };
}

type Judge<Element> = (
  element: ElementInSet<Element>,
  set: SystemSet,
) => Finding | undefined | readonly Finding[];

function elementCheck<Element>(
  rule: Rule,
  elementsOf: (set: SystemSet) => readonly ElementInSet<Element>[],
  judge: Judge<Element>,
): Check {
  return {
    ...rule,
    run: (set) => judgeAll(rule, elementsOf(set), (element) => judge(element, set)),
  };
}

/** What a rule finds in elements, up to the limit of problems. */
export function judgeAll<Element extends Pick<ElementInSet<unknown>, 'title' | 'at'>>(
  rule: Rule,
  elements: readonly Element[],
  judge: (element: Element) => Finding | undefined | readonly Finding[],
): Problem[] {
  const problems: Problem[] = [];
  for (const element of elements) {
    const found = judge(element) ?? [];
    const findings = 'what' in found ? [found] : found;
    problems.push(...findings.map((each) => problemOf(rule, element.title, element.at(), each)));
    if (problems.length >= problemLimit) break;
  }
  return problems.slice(0, problemLimit);
}

/** A function of a member that is worked out once for each. */
export function oncePerMember<Value>(
  work: (member: NamedConfig) => Value,
): (member: NamedConfig) => Value {
  const known = new WeakMap<NamedConfig, { readonly value: Value }>();
  return (member) => {
    const entry = known.get(member) ?? { value: work(member) };
    known.set(member, entry);
    return entry.value;
  };
}

/** A check that judges PCI devices one by one. */
export function deviceCheck(rule: Rule, judge: Judge<PciDevice>): Check {
  return elementCheck(rule, devicesOf, judge);
}

/** A check that judges irqchips one by one. */
export function irqchipCheck(rule: Rule, judge: Judge<Irqchip>): Check {
  return elementCheck(rule, irqchipsOf, judge);
}

/** A check that judges the system's own fields; a title is that of the system. */
export function systemCheck(
  rule: Rule,
  judge: (system: NonNullable<SystemSet['system']>) => readonly (Finding & { at: ModelPath })[],
): Check {
  return {
    ...rule,
    needs: 'system',
    run: ({ system }) =>
      system === undefined
        ? []
        : judge(system)
            .map((finding) =>
              problemOf(rule, `"${system.config.rootCell.name}"`, finding.at, finding),
            )
            .slice(0, problemLimit),
  };
}

/** Every PCI device of every member, the system's first. */
export function devicesOf(set: SystemSet): DeviceInSet[] {
  return membersOf(set).flatMap(devicesOfMember);
}

export const devicesOfMember = oncePerMember((member): readonly DeviceInSet[] => {
  const cell = cellInSet(member);
  return cell.cell.pciDevices.map((value, index) => ({
    cell,
    index,
    value,
    member,
    title: `PCI device ${index} (${formatBdf(value.bdf)}) of ${cell.title}`,
    at: (...steps) => cell.path('pciDevices', index, ...steps),
  }));
});

export function irqchipsOf(set: SystemSet): IrqchipInSet[] {
  return membersOf(set).flatMap(irqchipsOfMember);
}

export const irqchipsOfMember = oncePerMember((member): readonly IrqchipInSet[] => {
  const cell = cellInSet(member);
  return cell.cell.irqchips.map((value, index) => ({
    cell,
    index,
    value,
    member,
    title: `Irqchip ${index} of ${cell.title}`,
    at: (...steps) => cell.path('irqchips', index, ...steps),
  }));
});

/**
 * Whether the machine is a PC; old files of cells do not tell, so the system is
 * asked first. An architecture that was left out says x86, too, and is a matter
 * of its own: contents that only Arm has are judged as such.
 */
export function isX86({ system }: SystemSet, { cell }: CellInSet): boolean {
  if (system !== undefined) return isPc(system.config);
  return cell.architecture === architectures.X86 && !hasGicRanges(cell);
}

export function isPc({ system, rootCell }: SystemConfig): boolean {
  if (system.architecture !== architectures.X86) return false;
  const { gicdBase, gicVersion, maintenanceIrq } = system.platformInfo.arm;
  const isGic = gicVersion >= 2 && gicVersion <= 3 && maintenanceIrq >= 16 && maintenanceIrq < 32;
  const isBase = gicdBase !== 0n && gicdBase % pageSize === 0n;
  const isListed = rootCell.irqchips[0]?.address === gicdBase;
  return !(isBase && (isGic || isListed));
}

const ioapics = 0xfecn;

function hasGicRanges({ irqchips }: Cell): boolean {
  const [first] = irqchips;
  return first !== undefined && first.pinBase >= 32 && first.address >> 20n !== ioapics;
}

export function isIvshmem({ value }: DeviceInSet): boolean {
  return value.type === pciTypes.IVSHMEM;
}

/** Members that exist at the same time, in pairs: the system with each cell, cells of one start. */
export function pairsOf(set: SystemSet): [NamedConfig, NamedConfig][] {
  const { system, cells, launchSet } = set;
  const withSystem = cells.flatMap((cell): [NamedConfig, NamedConfig][] =>
    system === undefined ? [] : [[system, cell]],
  );
  if (launchSet !== true) return withSystem;
  const among = cells.flatMap((first, index) =>
    cells.slice(index + 1).map((second): [NamedConfig, NamedConfig] => [first, second]),
  );
  return [...withSystem, ...among];
}
