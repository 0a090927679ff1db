// SPDX-License-Identifier: MIT
// An id in a file, where none belongs.
import { setValue } from '../../fix.js';
import { cellCheck } from '../../member-check.js';

export const cellIdSet = cellCheck(
  {
    id: 'cell-id-set',
    severity: 'warning',
    describe: 'The file gives the cell an id.',
    consequence: 'The driver overwrites it by the next free number, and the root cell is always 0.',
    remedy: 'Leave .id out.',
    evidence: 'The driver sets the id of every cell that it creates; no known file has one.',
  },
  ({ cell, title, path }) =>
    cell.id === 0
      ? undefined
      : {
          wrong: `The file gives ${title} the id ${cell.id}.`,
          at: path('id'),
          fix: { title: 'Set the id to 0', edits: [setValue(path('id'), 0n)] },
        },
);
