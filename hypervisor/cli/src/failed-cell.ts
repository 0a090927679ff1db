// SPDX-License-Identifier: MIT
// What a person wants to know of a cell that failed: which access, by whom.
import type { CellInformation, CpuInformation, ExitRecord } from '@cellblock/engine/client';

/** A line for each parked CPU of the cell; none while the cell is well. */
export function describeFailedCell(
  cell: CellInformation,
  cpus: readonly CpuInformation[],
): string[] {
  return cell.failedCpus.map((number) => {
    const exit = cpus.find(({ cpu }) => cpu === number)?.lastExit;
    const what =
      exit?.reason === 'violation' ? describeViolation(exit) : 'its last exit is not recorded';
    return `cell "${cell.name}": CPU ${number} is parked: ${what}`;
  });
}

function describeViolation(exit: ExitRecord): string {
  const kind = exit.fetch ? 'instruction fetch' : exit.write ? 'write' : 'read';
  const size = exit.size === undefined ? '' : `, ${exit.size} bytes`;
  return `${kind} at ${hex(exit.address)}${size}, by the instruction at ${hex(exit.pc)}; no memory region of the cell allows it`;
}

const hex = (value: bigint): string => `0x${value.toString(16)}`;
