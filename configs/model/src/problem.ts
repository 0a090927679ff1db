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

/** A field gets a value. */
export interface SetEdit {
  readonly kind: 'set';
  readonly at: ModelPath;
  /** A text is that of a field such as the name. */
  readonly value: bigint | string;
  /** The C text wanted for it, such as `JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE`. */
  readonly spelling?: string;
}

/** An element of an array goes; those behind it move up. */
export interface RemoveEdit {
  readonly kind: 'remove';
  readonly at: ModelPath;
}

/** An array of records gets an element; those from `index` on move down. */
export interface InsertEdit {
  readonly kind: 'insert';
  /** The array, be it there or not: `['cell', 'memoryRegions']`. */
  readonly into: ModelPath;
  readonly index: number;
  /** By the model's names; a text is C, such as `{ 0x1, 0, 0, 0 }` or a macro's name. */
  readonly fields: Readonly<Record<string, bigint | string>>;
  /** What the element is, in a few words, for the reader of the source. */
  readonly comment?: string;
}

export type FixEdit = SetEdit | RemoveEdit | InsertEdit;

/** Changes that would solve a problem; all indexes are those before the first of them. */
export interface Fix {
  /** In the imperative, for a menu. */
  readonly title: string;
  readonly edits: readonly FixEdit[];
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
