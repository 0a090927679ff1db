// SPDX-License-Identifier: MIT
// A cell that is made for another architecture than its system. Only one
// mixture works: a 32-bit ARM cell on a 64-bit ARM machine.
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
  remedy: 'Set .architecture to that of the system. Left out, it is 0, which means x86.',
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
      .filter(({ cell }) => !fits(cell.architecture, expected))
      .map((cell) => problem(cell, expected, at));
  },
};

function fits(cell: number, system: number): boolean {
  const is32BitGuest = cell === architectures.ARM && system === architectures.ARM64;
  return cell === system || is32BitGuest;
}

function problem(cell: CellInSet, expected: number, at: ModelPath): Problem {
  const found = architectureName(cell.cell.architecture);
  const wanted = architectureName(expected);
  const isLeftOut = cell.cell.architecture === architectures.X86;
  return {
    id: cellOfAnotherArchitecture.id,
    severity: 'error',
    message:
      `${cell.title} is a cell for ${found}, but its system is one for ${wanted}. ` +
      'The hypervisor refuses the cell with REFUSAL_CONFIG_ARCHITECTURE. ' +
      `Set .architecture to JAILHOUSE_${wanted}` +
      (isLeftOut ? '; left out, it is 0, which means x86.' : '.'),
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
