// SPDX-License-Identifier: MIT
// A console that says where it is and not what it is.
import { consoleCheck, typeOfTwin } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { formatHex } from '../../format.js';

export const consoleWithoutType = consoleCheck(
  {
    id: 'console-without-type',
    severity: 'warning',
    describe: 'A console has an address and no type.',
    consequence: 'No driver is found for it and nothing is ever printed there.',
    remedy: 'Set .type to one of JAILHOUSE_CON_TYPE_; the flags only tell how to reach it.',
    evidence: 'Types in .flags, or none at all, were found on the mailing list.',
  },
  (place, set) => {
    const { console, title, at } = place;
    const { type, address } = console;
    if (type !== consoleTypes.NONE || address === 0n) return undefined;
    const fix = typeOfTwin(place, set);
    return {
      wrong: `${title} is at ${formatHex(address)} and has no type.`,
      at: at('type'),
      ...(fix && { fix }),
    };
  },
);
