// SPDX-License-Identifier: MIT
// Rules that look at one cell or one system after the other. Their messages
// are what is wrong, followed by the rule's own consequence and remedy.
import { cellInSet, problemLimit } from './check.js';
import type { CellInSet, Check } from './check.js';
import { membersOf } from './config.js';
import type { System, SystemSet } from './config.js';
import { architectures } from './constants.js';
import { layouts } from './layouts/history.js';
import type { ConsoleDialect } from './layouts/layout.js';
import type { ModelPath, Problem, Step } from './problem.js';
import type { Rule } from './region-check.js';

/** What a rule has to say; the severity is the rule's unless it is told here. */
export interface Finding extends Partial<Pick<Problem, 'severity' | 'related' | 'fix'>> {
  /** What is wrong, in one sentence with names, indexes and numbers. */
  readonly wrong: string;
  readonly at: ModelPath;
}

export type Findings = Finding | readonly Finding[] | undefined;

/** A cell, the root cell included, and the architecture that it is for. */
export interface MemberCell extends CellInSet {
  readonly architecture: number;
  /** Whether its layout is a known one: a fork's headers may name more flags and types. */
  readonly isOfKnownFormat: boolean;
}

export interface SystemInSet {
  readonly system: System;
  /** The root cell's name in quotes; it stands for the system. */
  readonly title: string;
  readonly root: MemberCell;
  /** Whether the file says of what type the debug console is; the earliest do not. */
  readonly tellsConsoleType: boolean;
  /** Of a field of the system: `at('platformInfo', 'arm', 'gicVersion')`. */
  readonly at: (...steps: Step[]) => ModelPath;
}

export function isX86({ architecture }: Pick<MemberCell, 'architecture'>): boolean {
  return architecture === architectures.X86;
}

/** Every cell of a set, the root cell first. */
export function memberCells(set: SystemSet): MemberCell[] {
  return membersOf(set).map((member) => {
    const { config } = member;
    // The descriptor in a system file does not say it.
    const owner = config.kind === 'system' ? config.system : config.cell;
    return {
      ...cellInSet(member),
      architecture: owner.architecture,
      isOfKnownFormat: layouts.includes(config.layout),
    };
  });
}

/** How the first files describe the debug console: what it is follows from the machine. */
const typeless: readonly ConsoleDialect[] = ['memory', 'uart-by-architecture'];

export function systemInSet(set: SystemSet): SystemInSet | undefined {
  const [root] = memberCells(set);
  if (set.system === undefined || root === undefined) return undefined;
  const { name, config } = set.system;
  return {
    system: config.system,
    title: root.title,
    root,
    tellsConsoleType: !typeless.includes(config.layout.dialect.console),
    at: (...steps) => ({ config: name, steps: ['system', ...steps] }),
  };
}

/** A check that sees the set as a whole. */
export function setCheck(rule: Rule, judge: (set: SystemSet) => Findings): Check {
  return {
    ...rule,
    run: (set) =>
      listOf(judge(set))
        .slice(0, problemLimit)
        .map((finding) => problemOf(rule, finding)),
  };
}

/** A check that judges cells one by one, the root cell included. */
export function cellCheck(
  rule: Rule,
  judge: (cell: MemberCell, set: SystemSet) => Findings,
): Check {
  return setCheck(rule, (set) => memberCells(set).flatMap((cell) => listOf(judge(cell, set))));
}

/** A check that judges the system. */
export function systemCheck(
  rule: Omit<Rule, 'needs'>,
  judge: (system: SystemInSet, set: SystemSet) => Findings,
): Check {
  return setCheck({ ...rule, needs: 'system' }, (set) => {
    const system = systemInSet(set);
    return system && judge(system, set);
  });
}

function listOf(findings: Findings): readonly Finding[] {
  if (findings === undefined) return [];
  return 'wrong' in findings ? [findings] : findings;
}

function problemOf(rule: Rule, { wrong, at, severity, related, fix }: Finding): Problem {
  return {
    id: rule.id,
    severity: severity ?? rule.severity,
    message: `${wrong} ${rule.consequence} ${rule.remedy}`,
    at,
    ...(related && { related }),
    ...(fix && { fix }),
  };
}
