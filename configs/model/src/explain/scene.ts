// SPDX-License-Identifier: MIT
// Where a fault happened: the cell that it is about, among the configurations
// that are known.
import { cellOf, cellStep, membersOf } from '../config.js';
import type { Cell, NamedConfig, SystemConfig, SystemSet } from '../config.js';
import { architectures } from '../constants.js';
import { hasFlag, physicalRange, virtualRange } from '../memory-regions.js';
import type { AddressRange } from '../memory-regions.js';
import type { ModelPath, Step } from '../problem.js';
import type { MemoryRegion } from '../schema/records.js';
import type { FaultReport, Operation } from './fault.js';

export interface SceneMember {
  readonly cell: Cell;
  /** The cell's name in quotes. */
  readonly title: string;
  readonly isRoot: boolean;
  readonly path: (...steps: Step[]) => ModelPath;
}

export interface PlacedRegion {
  readonly member: SceneMember;
  readonly region: MemoryRegion;
  readonly index: number;
  /** In the addresses that were asked for. */
  readonly range: AddressRange;
}

export interface Scene {
  readonly set: SystemSet;
  readonly system?: NamedConfig<SystemConfig>;
  /** The system first. */
  readonly members: readonly SceneMember[];
  /** The cell that it happened to; undefined if its configuration is not known. */
  readonly subject?: SceneMember;
  /** How sentences call that cell, known or not. */
  readonly who: string;
  /** What was asked for when it happened. */
  readonly operation?: Operation;
}

export function sceneOf(
  report: Pick<FaultReport, 'cell'>,
  set: SystemSet,
  operation?: Operation,
): Scene {
  const members = membersOf(set).map(sceneMember);
  const subject = subjectOf(report.cell, members);
  const name = report.cell === undefined ? subject?.title : `"${report.cell}"`;
  return {
    set,
    members,
    ...(set.system && { system: set.system }),
    ...(subject && { subject }),
    who: name === undefined ? 'the cell' : `cell ${name}`,
    ...(operation && { operation }),
  };
}

/** By name; where none is told, the only cell, or the root cell if there is no other. */
function subjectOf(
  name: string | undefined,
  members: readonly SceneMember[],
): SceneMember | undefined {
  if (name !== undefined) return members.find(({ cell }) => cell.name === name);
  const cells = members.filter(({ isRoot }) => !isRoot);
  if (cells.length > 1) return undefined;
  return cells[0] ?? members[0];
}

function sceneMember({ name, config }: NamedConfig): SceneMember {
  const cell = cellOf(config);
  return {
    cell,
    title: `"${cell.name}"`,
    isRoot: config.kind === 'system',
    path: (...steps) => ({ config: name, steps: [cellStep(config), ...steps] }),
  };
}

/** A path into the system's own part. */
export function systemPath(system: NamedConfig<SystemConfig>, ...steps: Step[]): ModelPath {
  return { config: system.name, steps: ['system', ...steps] };
}

export function isX86({ system, subject, members }: Scene): boolean | undefined {
  const some = system?.config.system ?? subject?.cell ?? members[0]?.cell;
  return some && some.architecture === architectures.X86;
}

export function regionsByVirtual(member: SceneMember): PlacedRegion[] {
  return placed(member, virtualRange);
}

export function regionsByPhysical(member: SceneMember): PlacedRegion[] {
  return placed(member, physicalRange);
}

function placed(
  member: SceneMember,
  rangeOf: (region: MemoryRegion) => AddressRange | undefined,
): PlacedRegion[] {
  return member.cell.memoryRegions.flatMap((region, index) => {
    const range = rangeOf(region);
    return range ? [{ member, region, index, range }] : [];
  });
}

export function contains(range: AddressRange, address: bigint): boolean {
  return address >= range.start && address < range.end;
}

/** `memory region 2`, the way of all messages. */
export function regionName({ index }: Pick<PlacedRegion, 'index'>): string {
  return `memory region ${index}`;
}

export function regionPath({ member, index }: PlacedRegion, ...steps: Step[]): ModelPath {
  return member.path('memoryRegions', index, ...steps);
}

/** Whether the region takes its memory away from the root cell. */
export function isTakenFromRoot({ member, region }: PlacedRegion): boolean {
  return !member.isRoot && !hasFlag(region, 'ROOTSHARED') && !hasFlag(region, 'COMM_REGION');
}
