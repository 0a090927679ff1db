// SPDX-License-Identifier: MIT
// Rules about consoles: the debug console of the system and those of cells.
import type { Check } from './check.js';
import type { SystemSet } from './config.js';
import { consoleTypes } from './constants.js';
import { setValue } from './fix.js';
import { setCheck, memberCells, systemInSet } from './member-check.js';
import type { Finding, MemberCell } from './member-check.js';
import type { Fix, ModelPath } from './problem.js';
import type { Rule } from './region-check.js';
import type { ConsoleDescription } from './schema/records.js';
import { cellFlags, consoleFlags, valueName } from './value-names.js';

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
  const debug: ConsoleInSet[] =
    system?.tellsConsoleType === true
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

/** Another console at the same address, which says what the device is. */
function twinOf({ console, at }: ConsoleInSet, set: SystemSet): ConsoleInSet | undefined {
  const place = JSON.stringify(at());
  return consolesOf(set).find(
    (other) =>
      JSON.stringify(other.at()) !== place &&
      other.console.address === console.address &&
      other.console.type !== consoleTypes.NONE &&
      Object.values<number>(consoleTypes).includes(other.console.type),
  );
}

/** A fix that makes a console what its twin is. */
export function typeOfTwin(place: ConsoleInSet, set: SystemSet): Fix | undefined {
  const type = twinOf(place, set)?.console.type;
  if (type === undefined || type === place.console.type) return undefined;
  const name = valueName('consoleType', type);
  const edit = setValue(place.at('type'), BigInt(type), `JAILHOUSE_CON_TYPE_${name}`);
  return { title: `Make it a ${name}, as it is elsewhere`, edits: [edit] };
}

/** Whether its registers are in memory rather than I/O ports. */
export function isMapped({ flags }: ConsoleDescription): boolean {
  return (flags & consoleFlags.ACCESS_MMIO) !== 0;
}

/** Whether the cell is told to write through the hypervisor instead. */
export function hasVirtualConsole({ cell }: MemberCell): boolean {
  return (cell.flags & cellFlags.VIRTUAL_CONSOLE_ACTIVE) !== 0;
}
