// SPDX-License-Identifier: MIT
// What can be wrong with a configuration, in terms of the model.

export type Severity = 'error' | 'warning' | 'information';

/** Names of properties and indexes of arrays, from a configuration inwards. */
export type Step = string | number;

/**
 * A place in a configuration: `['cell', 'memoryRegions', 2, 'physStart']`,
 * `['rootCell', 'cpuSet', 0]`, `['system', 'hypervisorMemory']`. The index of
 * a CPU set is that of a byte. A path may end at a record or an array.
 */
export interface ModelPath {
  /** Which member of the system set, by its name; absent: the only one. */
  readonly config?: string;
  readonly steps: readonly Step[];
}

export interface RelatedPlace {
  readonly at: ModelPath;
  readonly message: string;
}

/** New values that would solve a problem. */
export interface Fix {
  /** In the imperative, for a menu. */
  readonly title: string;
  readonly values: readonly { readonly at: ModelPath; readonly value: bigint }[];
}

export interface Problem {
  /** Kebab-case; the name of the check that found it, or of the decoder's rule. */
  readonly id: string;
  readonly severity: Severity;
  /** What is wrong, what happens at run time, and what to do. */
  readonly message: string;
  readonly at?: ModelPath;
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
}
