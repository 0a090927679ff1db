// SPDX-License-Identifier: MIT
// What a check is, and what checks share.
import { cellOf, cellStep } from './config.js';
import type { Cell, NamedConfig, SystemSet } from './config.js';
import type { ModelPath, Problem, Severity, Step } from './problem.js';

/** The groups of rules that the reference's own checker has. */
export type UpstreamGroup =
  'overlap-cell' | 'overlap-hypervisor' | 'mmconfig' | 'iommu' | 'architecture';

/** What the hypervisor will do about a configuration that breaks a rule. */
export interface Prediction {
  /** A request fails, or a CPU is stopped when it does what the configuration promised. */
  readonly outcome: 'refused' | 'parked';
  /** The REFUSAL_* that it names, where there is one. */
  readonly reason?: string;
}

/** One rule about configurations; it lives in a file of its name under checks/. */
export interface Check {
  /** Kebab-case; also the id of the problems that it finds. */
  readonly id: string;
  /** Of a problem where it says nothing else; a problem may be milder, never more severe. */
  readonly severity: Severity;
  /** What is wrong when it finds something, in one sentence. */
  readonly describe: string;
  /** What happens at run time, in whole sentences. */
  readonly consequence: string;
  /** What to do, in whole sentences. */
  readonly remedy: string;
  /** Why we know. */
  readonly evidence: string;
  readonly predicts?: Prediction;
  /** What a set must have for the rule to judge it; without it, the rule is not run. */
  readonly needs?: 'system' | 'launch-set' | 'board';
  readonly upstream?: UpstreamGroup;
  readonly run: (set: SystemSet) => Problem[];
}

/** So many problems are enough; a file that has more is broken in one place. */
export const problemLimit = 64;

/** A cell with what its messages and paths need. */
export interface CellInSet {
  readonly cell: Cell;
  /** Whether it is the system's own, the root cell. */
  readonly isRoot: boolean;
  /** The cell's name in quotes. */
  readonly title: string;
  readonly path: (...steps: Step[]) => ModelPath;
}

export function cellInSet({ name, config }: NamedConfig): CellInSet {
  const cell = cellOf(config);
  return {
    cell,
    isRoot: config.kind === 'system',
    title: `"${cell.name}"`,
    path: (...steps) => ({ config: name, steps: [cellStep(config), ...steps] }),
  };
}
