// SPDX-License-Identifier: MIT
// Registers of a console that would be mapped with no byte.
import { consoleCheck, isMapped } from '../../console-check.js';
import { consoleTypes, pageSize } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';

export const consoleWithoutSize = consoleCheck(
  {
    id: 'console-without-size',
    severity: 'error',
    describe: 'The debug console is in memory and has no size.',
    consequence:
      'The driver maps that many bytes of it, and enabling fails because there are none ("Unable to map hypervisor debug console").',
    remedy: 'Set .size to the bytes of its registers, usually a page.',
    evidence: 'Linux refuses to map 0 bytes.',
    predicts: { outcome: 'refused' },
  },
  ({ console, isDebug, title, at }) => {
    const { type, address, size } = console;
    // Inmates map a page of their console, whatever its size is: most leave it out.
    if (!isDebug || type === consoleTypes.NONE || !isMapped(console) || size !== 0)
      return undefined;
    return {
      wrong: `${title} is in memory at ${formatHex(address)} and has the size 0.`,
      at: at('size'),
      ...(type !== consoleTypes.EFIFB && {
        fix: { title: 'Make it a page', edits: [setValue(at('size'), pageSize, '0x1000')] },
      }),
    };
  },
);
