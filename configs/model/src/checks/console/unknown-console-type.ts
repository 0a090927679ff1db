// SPDX-License-Identifier: MIT
// A console that no driver speaks to.
import { consoleCheck } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';

const known: readonly number[] = Object.values(consoleTypes);

export const unknownConsoleType = consoleCheck(
  {
    id: 'unknown-console-type',
    severity: 'warning',
    describe: 'The type of a console is unknown.',
    consequence: 'No driver is found for it and nothing is ever printed there.',
    remedy: 'Set .type to one of JAILHOUSE_CON_TYPE_.',
    evidence: 'The hypervisor compares the type with those of its drivers, and goes on without.',
  },
  ({ console: { type }, cell, title, at }) =>
    known.includes(type) || !cell.isOfKnownFormat
      ? undefined
      : { wrong: `${title} has the type ${type}, which does not exist.`, at: at('type') },
);
