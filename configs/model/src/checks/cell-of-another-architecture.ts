// SPDX-License-Identifier: MIT
// A cell that is made for another architecture than its system. A 32-bit guest
// of a 64-bit ARM machine is no exception: it is a flag of a 64-bit cell.
import { cellInSet } from '../check.js';
import type { CellInSet, Check } from '../check.js';
import { architectures } from '../constants.js';
import { setValue } from '../fix.js';
import type { ModelPath, Problem } from '../problem.js';

export const cellOfAnotherArchitecture: Check = {
  id: 'cell-of-another-architecture',
  severity: 'error',
  describe: 'A cell is made for another architecture than its system.',
  consequence:
    "The hypervisor refuses the cell; the reference's driver logs the mismatch and yet reports success, so the cell is simply not there.",
  remedy:
    'Set .architecture to that of the system. Left out, it is 0, which means x86; a 32-bit guest of ARM64 is a cell for ARM64 with JAILHOUSE_CELL_AARCH32.',
  evidence:
    "The hypervisor refuses it (EINVAL); seen on the mailing list, and upstream's own imx8dxl demo had it until ea65df76.",
  predicts: { outcome: 'refused', reason: 'REFUSAL_CONFIG_ARCHITECTURE' },
  needs: 'system',
  run: ({ system, cells }) => {
    if (system === undefined) return [];
    const expected = system.config.system.architecture;
    const at: ModelPath = { config: system.name, steps: ['system', 'architecture'] };
    return cells
      .map(cellInSet)
      .filter(({ cell }) => cell.architecture !== expected)
      .map((cell) => problem(cell, expected, at));
  },
};

function problem(cell: CellInSet, expected: number, at: ModelPath): Problem {
  const found = architectureName(cell.cell.architecture);
  const wanted = architectureName(expected);
  const isLeftOut = cell.cell.architecture === architectures.X86;
  const is32Bit = cell.cell.architecture === architectures.ARM && wanted === 'ARM64';
  const hint = isLeftOut
    ? '; left out, it is 0, which means x86.'
    : is32Bit
      ? '; a 32-bit guest has the flag JAILHOUSE_CELL_AARCH32 instead.'
      : '.';
  return {
    id: cellOfAnotherArchitecture.id,
    severity: 'error',
    message:
      `${cell.title} is a cell for ${found}, but its system is one for ${wanted}. ` +
      'The hypervisor refuses the cell with REFUSAL_CONFIG_ARCHITECTURE. ' +
      `Set .architecture to JAILHOUSE_${wanted}${hint}`,
    at: cell.path('architecture'),
    related: [{ at, message: `The system is one for ${wanted}.` }],
    fix: {
      title: `Make it a cell for ${wanted}`,
      edits: [setValue(cell.path('architecture'), BigInt(expected), `JAILHOUSE_${wanted}`)],
    },
  };
}

function architectureName(architecture: number): string {
  const known = Object.entries(architectures).find(([, value]) => value === architecture);
  return known?.[0] ?? `architecture ${architecture}`;
}
