// SPDX-License-Identifier: MIT
// A name that fills its field to the last byte.
import { setValue } from '../../fix.js';
import { cellCheck } from '../../member-check.js';

const longest = 31;

export const nameNotTerminated = cellCheck(
  {
    id: 'name-not-terminated',
    severity: 'warning',
    describe: "A cell's name has 32 characters, and no NUL fits behind it.",
    consequence:
      'The driver cuts the last character off, and commands with the whole name find no such cell; a hypervisor that prints the name goes on with the bytes behind it.',
    remedy: 'Use at most 31 characters.',
    evidence: 'The field has 32 bytes, and the driver writes a NUL into the last one.',
  },
  ({ cell: { name }, title, path }) => {
    if (name.length <= longest) return undefined;
    const short = name.slice(0, longest);
    return {
      wrong: `The name ${title} has ${name.length} characters; 31 and a NUL fit.`,
      at: path('name'),
      fix: { title: `Shorten it to "${short}"`, edits: [setValue(path('name'), short)] },
    };
  },
);
