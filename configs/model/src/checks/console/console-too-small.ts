// SPDX-License-Identifier: MIT
// Registers of a console beyond its end. Offsets are those of the devices'
// manuals: the last register that is needed to write a character.
import { consoleCheck, isMapped } from '../../console-check.js';
import { consoleTypes, pageSize } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatSize } from '../../format.js';
import type { ConsoleDescription } from '../../schema/records.js';
import { consoleFlags, valueName } from '../../value-names.js';

export const consoleTooSmall = consoleCheck(
  {
    id: 'console-too-small',
    severity: 'warning',
    describe: 'The registers of a console do not fit into its size.',
    consequence:
      'The driver uses a register behind the end, which may not be mapped; the address may be that of another register, too.',
    remedy: 'Set .size to the bytes of its registers, usually a page.',
    evidence: 'Manuals of the devices; console sizes were corrected upstream (7051aa3c).',
  },
  ({ console, title, at }) => {
    const { type, size } = console;
    const needed = bytesOf(console);
    if (!isMapped(console) || size === 0 || size >= needed) return undefined;
    return {
      wrong: `${title} has ${formatSize(BigInt(size))}, and a ${valueName('consoleType', type)} needs ${needed}.`,
      at: at('size'),
      fix: { title: 'Make it a page', edits: [setValue(at('size'), pageSize, '0x1000')] },
    };
  },
);

const lastRegisters: Readonly<Record<number, number>> = {
  [consoleTypes.PL011]: 0x18 + 4,
  [consoleTypes.XUARTPS]: 0x30 + 4,
  [consoleTypes.MVEBU]: 0x0c + 4,
  [consoleTypes.HSCIF]: 0x10 + 2,
  [consoleTypes.SCIF]: 0x10 + 2,
  [consoleTypes.IMX]: 0x98 + 4,
};

/** 0 where that is not known. */
function bytesOf({ type, flags }: ConsoleDescription): number {
  const lineStatus = 5;
  const distance = (flags & consoleFlags.REGDIST_4) !== 0 ? 4 : 1;
  if (type === consoleTypes['8250']) return lineStatus * distance + 1;
  return lastRegisters[type] ?? 0;
}
