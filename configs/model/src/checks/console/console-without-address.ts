// SPDX-License-Identifier: MIT
// A console at address 0.
import { consoleCheck } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { valueName } from '../../value-names.js';

export const consoleWithoutAddress = consoleCheck(
  {
    id: 'console-without-address',
    severity: 'warning',
    describe: 'A console has a type and no address.',
    consequence:
      'The driver of that type uses registers at address 0: what is there gets written to, and nothing is printed.',
    remedy: 'Set .address to its registers, or leave the console out.',
    evidence: 'The address is used as it is; 0 is not special.',
  },
  ({ console: { type, address }, title, at }) =>
    type === consoleTypes.NONE || address !== 0n
      ? undefined
      : {
          wrong: `${title} is a ${valueName('consoleType', type)} without an address.`,
          at: at('address'),
        },
);
