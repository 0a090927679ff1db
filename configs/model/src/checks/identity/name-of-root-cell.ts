// SPDX-License-Identifier: MIT
// A cell that has the root cell's name.
import { setValue } from '../../fix.js';
import { nameFromFile } from '../../free-name.js';
import { cellCheck, systemInSet } from '../../member-check.js';

export const nameOfRootCell = cellCheck(
  {
    id: 'name-of-root-cell',
    severity: 'error',
    describe: 'A cell has the same name as the root cell.',
    consequence: 'The hypervisor refuses the cell with REFUSAL_NAME_EXISTS.',
    remedy: 'Give the cell a name of its own.',
    evidence: 'The hypervisor refuses it (EEXIST).',
    predicts: { outcome: 'refused', reason: 'REFUSAL_NAME_EXISTS' },
    needs: 'system',
  },
  ({ cell, isRoot, title, path }, set) => {
    const root = systemInSet(set)?.root;
    if (isRoot || root === undefined || cell.name !== root.cell.name) return undefined;
    const name = nameFromFile(path().config, set);
    return {
      wrong: `The cell ${title} has the name of the root cell.`,
      at: path('name'),
      related: [{ at: root.path('name'), message: "The root cell's name." }],
      fix: { title: `Call the cell "${name}"`, edits: [setValue(path('name'), name)] },
    };
  },
);
