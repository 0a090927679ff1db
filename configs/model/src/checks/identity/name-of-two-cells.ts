// SPDX-License-Identifier: MIT
// Two cells that are to run together and have one name.
import { setValue } from '../../fix.js';
import { nameFromFile } from '../../free-name.js';
import { memberCells, setCheck } from '../../member-check.js';

export const nameOfTwoCells = setCheck(
  {
    id: 'name-of-two-cells',
    severity: 'error',
    describe: 'Two cells that are to run together have the same name.',
    consequence: 'The hypervisor refuses the second of them with REFUSAL_NAME_EXISTS.',
    remedy: 'Give each cell a name of its own.',
    evidence: 'The hypervisor refuses it (EEXIST).',
    predicts: { outcome: 'refused', reason: 'REFUSAL_NAME_EXISTS' },
    needs: 'launch-set',
  },
  (set) => {
    const cells = memberCells(set).filter(({ isRoot }) => !isRoot);
    return cells.flatMap(({ cell, title, path }, index) => {
      const first = cells.slice(0, index).find((other) => other.cell.name === cell.name);
      if (first === undefined) return [];
      const name = nameFromFile(path().config, set);
      return [
        {
          wrong: `Two cells of the launch set are called ${title}.`,
          at: path('name'),
          related: [{ at: first.path('name'), message: 'The first cell of this name.' }],
          fix: { title: `Call this one "${name}"`, edits: [setValue(path('name'), name)] },
        },
      ];
    });
  },
);
