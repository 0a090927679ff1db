// SPDX-License-Identifier: MIT
// What a person wants to know of a cell that failed: which access, by whom,
// and which lines of the configurations it has to do with.
import { explainReport, explanationText, violationReport } from '@cellblock/cell-config';
import type { CellInformation, CpuInformation, ExitRecord } from '@cellblock/engine/client';
import type { LoadedConfiguration } from './configuration.js';
import { placeNamer, systemSetOfMembers } from './explained-configurations.js';

/** Causes that are shown; the explaining command shows all. */
const MOST_CAUSES = 2;

/** Some lines for each parked CPU of the cell; none while the cell is well. */
export function describeFailedCell(
  cell: CellInformation,
  cpus: readonly CpuInformation[],
  members: readonly LoadedConfiguration[],
): string[] {
  return cell.failedCpus.flatMap((number) => {
    const exit = cpus.find(({ cpu }) => cpu === number)?.lastExit;
    const head = `cell "${cell.name}": CPU ${number} is parked: `;
    if (exit?.reason !== 'violation') return [`${head}its last exit is not recorded`];
    const explanation = explainReport(
      violationReport(exit, cell.name),
      systemSetOfMembers(members),
    );
    const lines = explanationText(explanation, {
      placeOf: placeNamer(members),
      most: MOST_CAUSES,
    });
    return [`${head}${describeViolation(exit)}`, ...lines.map((line) => `  ${line}`)];
  });
}

function describeViolation(exit: ExitRecord): string {
  const kind = exit.fetch ? 'instruction fetch' : exit.write ? 'write' : 'read';
  const size = exit.size === undefined ? '' : `, ${exit.size} bytes`;
  return `${kind} at ${hex(exit.address)}${size}, by the instruction at ${hex(exit.pc)}`;
}

const hex = (value: bigint): string => `0x${value.toString(16)}`;
