// SPDX-License-Identifier: MIT
// A console at address 0.
import { consoleCheck, consolesOf } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
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
  ({ console: { type, address }, title, at }, set) => {
    if (type === consoleTypes.NONE || address !== 0n) return undefined;
    const other = consolesOf(set).find(
      ({ console }) => console.type === type && console.address !== 0n,
    );
    const name = valueName('consoleType', type);
    const found = other?.console.address ?? 0n;
    const edit = setValue(at('address'), found, formatHex(found));
    return {
      wrong: `${title} is a ${name} without an address.`,
      at: at('address'),
      ...(other && { fix: { title: `Use the ${name} at ${formatHex(found)}`, edits: [edit] } }),
    };
  },
);
