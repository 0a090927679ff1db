// SPDX-License-Identifier: MIT
// A memmap= that reserves nothing, because its $ was lost on the way.
import { boardRule } from '../board/board-rule.js';
import type { Scene } from '../board/board-rule.js';
import type { CommandLineFact, MemoryOption } from '../board/board-facts.js';
import { architectures } from '../constants.js';

export const memmapNotEscaped = boardRule(
  {
    id: 'memmap-not-escaped',
    severity: 'warning',
    describe: 'A memmap= of the kernel command line reserves nothing, or not what it says.',
    consequence:
      'Boot loaders replace $ and what follows it, so the kernel sees a limit of its memory instead of a reserved range, and keeps using the range.',
    remedy:
      "Write memmap=SIZE\\\\\\$START in GRUB's files, and look at /proc/cmdline after the start. On ARM use mem= or reserved-memory.",
    evidence:
      'Seen on the mailing list and in upstream pull request 16, which mends the escape in the documentation.',
  },
  ({ board, system, at }: Scene) => {
    const line = board.commandLine;
    if (line === undefined) return [];
    const isX86 = system.architecture === architectures.X86;
    return line.memory
      .filter(({ option }) => option === 'memmap')
      .flatMap((option) => flaw(option, line, isX86) ?? [])
      .map((message) => ({ message, at: at('hypervisorMemory') }));
  },
);

function flaw(
  { text, kind, rest, size }: MemoryOption,
  line: CommandLineFact,
  isX86: boolean,
): string | undefined {
  const where = `${text} in ${line.from}`;
  if (!isX86) {
    return `${where} means nothing on this architecture: the range stays in use. Use mem= or reserved-memory in the device tree.`;
  }
  if (line.isScript) {
    // GRUB's files go through a shell twice; a plain $ does not survive that.
    const isPlain = kind === '$';
    return isPlain
      ? `${where}: the shell replaces $ and what follows, and the kernel does not see it. Write \\\\\\$ there.`
      : undefined;
  }
  if (kind === '' && (rest !== '' || size === 0n)) {
    return (
      `${where} lost its $ on the way to the kernel: nothing is reserved` +
      `${size > 0n ? ', and the amount is taken for a limit of all memory' : ''}. ` +
      "Write \\\\\\$ in GRUB's files."
    );
  }
  return undefined;
}
