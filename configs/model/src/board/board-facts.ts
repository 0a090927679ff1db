// SPDX-License-Identifier: MIT
// What is known of a machine from elsewhere than its configuration.

/** Memory or registers, by the name that the source of the fact gives them. */
export interface NamedRange {
  readonly name: string;
  readonly start: bigint;
  readonly size: bigint;
}

export interface BoardFacts {
  /** RAM as the firmware tells it. */
  readonly memory?: readonly NamedRange[];
  /** What nobody may use as RAM. */
  readonly reserved?: readonly NamedRange[];
  /** Of the root cell's kernel, as it was given. */
  readonly commandLine?: string;
}
