// SPDX-License-Identifier: MIT
// A cell without a name.
import { setValue } from '../../fix.js';
import { nameFromFile } from '../../free-name.js';
import { cellCheck } from '../../member-check.js';

export const cellNameEmpty = cellCheck(
  {
    id: 'cell-name-empty',
    severity: 'warning',
    describe: 'A cell has no name.',
    consequence:
      'Commands that take a name cannot speak of the cell, messages of the hypervisor show "", and a second cell without a name is refused.',
    remedy: 'Give .name a text of at most 31 characters.',
    evidence: 'The hypervisor compares names and refuses equal ones (EEXIST).',
  },
  ({ cell, isRoot, path }, set) => {
    if (cell.name !== '') return undefined;
    const name = nameFromFile(path().config, set);
    return {
      wrong: `${isRoot ? 'The root cell' : 'The cell'} has no name.`,
      at: path('name'),
      fix: { title: `Name it "${name}"`, edits: [setValue(path('name'), name)] },
    };
  },
);
