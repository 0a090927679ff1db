// SPDX-License-Identifier: MIT
// A console that says where it is and not what it is.
import { consoleCheck, consolesOf } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { valueName } from '../../value-names.js';

export const consoleWithoutType = consoleCheck(
  {
    id: 'console-without-type',
    severity: 'warning',
    describe: 'A console has an address and no type.',
    consequence: 'No driver is found for it and nothing is ever printed there.',
    remedy: 'Set .type to one of JAILHOUSE_CON_TYPE_; the flags only tell how to reach it.',
    evidence: 'Types in .flags, or none at all, were found on the mailing list.',
  },
  ({ console: { type, address }, title, at }, set) => {
    if (type !== consoleTypes.NONE || address === 0n) return undefined;
    const wrong = `${title} is at ${formatHex(address)} and has no type.`;
    const twin = consolesOf(set).find(
      ({ console }) => console.address === address && console.type !== consoleTypes.NONE,
    );
    if (twin === undefined) return { wrong, at: at('type') };
    const name = valueName('consoleType', twin.console.type);
    const edit = setValue(at('type'), BigInt(twin.console.type), `JAILHOUSE_CON_TYPE_${name}`);
    const fix = { title: `Make it a ${name}, as it is elsewhere`, edits: [edit] };
    return { wrong, at: at('type'), fix };
  },
);
