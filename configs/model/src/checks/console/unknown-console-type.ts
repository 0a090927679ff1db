// SPDX-License-Identifier: MIT
// A console that no driver speaks to.
import { consoleCheck, typeOfTwin } from '../../console-check.js';
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
  (place, set) => {
    const { console, cell, title, at } = place;
    if (known.includes(console.type) || !cell.isOfKnownFormat) return undefined;
    const fix = typeOfTwin(place, set);
    return {
      wrong: `${title} has the type ${console.type}, which does not exist.`,
      at: at('type'),
      ...(fix && { fix }),
    };
  },
);
