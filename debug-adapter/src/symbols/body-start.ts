// SPDX-License-Identifier: MIT
// Where a function's own work begins.
import type { FunctionCode } from './functions.js';
import type { LineTable } from './line-table.js';

/** The end of the prologue, where parameters are in place; else the first line. */
export function bodyStart({ spans }: LineTable, code: FunctionCode): bigint | undefined {
  const inside = spans.filter(({ start }) =>
    code.ranges.some((range) => start >= range.start && start < range.end),
  );
  const entry = code.ranges[0]?.start;
  const prologueEnd = inside.find((span) => span.prologueEnd);
  return (prologueEnd ?? inside.find(({ start, line }) => start === entry && line > 0))?.start;
}
