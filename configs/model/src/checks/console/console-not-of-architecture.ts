// SPDX-License-Identifier: MIT
// A console of a type that the architecture's hypervisor has no driver for.
import { consoleCheck, typeOfTwin } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { isX86 } from '../../member-check.js';
import { valueName } from '../../value-names.js';

const ofX86: readonly number[] = [consoleTypes.NONE, consoleTypes.EFIFB, consoleTypes['8250']];

export const consoleNotOfArchitecture = consoleCheck(
  {
    id: 'console-not-of-architecture',
    severity: 'warning',
    describe: 'A console has a type that its architecture does not support.',
    consequence: 'No driver is found for it and nothing is ever printed there.',
    remedy: 'Use a type of the architecture: EFIFB and 8250 on x86, any but EFIFB on ARM.',
    evidence: 'Hypervisors are built with the drivers of their architecture.',
  },
  (place, set) => {
    const { console, cell, title, at } = place;
    const { type } = console;
    const isKnown = valueName('consoleType', type) !== String(type);
    const fits = isX86(cell) ? ofX86.includes(type) : type !== consoleTypes.EFIFB;
    if (fits || !isKnown) return undefined;
    const architecture = isX86(cell) ? 'x86' : 'ARM';
    const fix = typeOfTwin(place, set);
    return {
      wrong: `${title} is a ${valueName('consoleType', type)}, on ${architecture}.`,
      at: at('type'),
      ...(fix && { fix }),
    };
  },
);
