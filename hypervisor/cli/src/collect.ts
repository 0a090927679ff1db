// SPDX-License-Identifier: MIT
/** Gathers a repeatable option's values, in order. */
export function collect(value: string, list: readonly string[]): string[] {
  return [...list, value];
}
