// SPDX-License-Identifier: MIT
// Rules about consoles: the debug console of the system and those of cells.
import type { Check } from './check.js';
import type { SystemSet } from './config.js';
import { consoleTypes } from './constants.js';
import { setCheck, memberCells, systemInSet } from './member-check.js';
import type { Finding, MemberCell } from './member-check.js';
import type { ModelPath } from './problem.js';
import type { Rule } from './region-check.js';
import type { ConsoleDescription } from './schema/records.js';
import { cellFlags, consoleFlags } from './value-names.js';

export interface ConsoleInSet {
  readonly console: ConsoleDescription;
  /** Whether it is the hypervisor's. */
  readonly isDebug: boolean;
  /** The cell that has it; of the debug console, the root cell. */
  readonly cell: MemberCell;
  /** The console of "demo"; The debug console of "board" */
  readonly title: string;
  readonly at: (field?: keyof ConsoleDescription) => ModelPath;
}

/** A check that judges every console that is described. */
export function consoleCheck(
  rule: Rule,
  judge: (place: ConsoleInSet, set: SystemSet) => Finding | undefined,
): Check {
  return setCheck(rule, (set) => consolesOf(set).flatMap((place) => judge(place, set) ?? []));
}

/** The debug console and those of cells; what is all zero describes none. */
export function consolesOf(set: SystemSet): ConsoleInSet[] {
  const system = systemInSet(set);
  const debug: ConsoleInSet[] = system
    ? [
        {
          console: system.system.debugConsole,
          isDebug: true,
          cell: system.root,
          title: `The debug console of ${system.title}`,
          at: (field) => system.at('debugConsole', ...(field === undefined ? [] : [field])),
        },
      ]
    : [];
  const cells = memberCells(set).filter(({ isRoot }) => !isRoot);
  return [...debug, ...cells.map(consoleOfCell)].filter(({ console }) => isDescribed(console));
}

export function consoleOfCell(cell: MemberCell): ConsoleInSet {
  return {
    console: cell.cell.console,
    isDebug: false,
    cell,
    title: `The console of ${cell.title}`,
    at: (field) => cell.path('console', ...(field === undefined ? [] : [field])),
  };
}

export function isDescribed({ type, address, flags, size }: ConsoleDescription): boolean {
  return type !== consoleTypes.NONE || address !== 0n || flags !== 0 || size !== 0;
}

/** Whether its registers are in memory rather than I/O ports. */
export function isMapped({ flags }: ConsoleDescription): boolean {
  return (flags & consoleFlags.ACCESS_MMIO) !== 0;
}

/** Whether the cell is told to write through the hypervisor instead. */
export function hasVirtualConsole({ cell }: MemberCell): boolean {
  return (cell.flags & cellFlags.VIRTUAL_CONSOLE_ACTIVE) !== 0;
}
