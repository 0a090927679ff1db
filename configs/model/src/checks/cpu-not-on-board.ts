// SPDX-License-Identifier: MIT
// The root cell's CPUs are not those that Linux will have online.
import { boardRule } from '../board/board-rule.js';
import { cpusOf } from '../config.js';
import { setValue } from '../fix.js';

export const cpuNotOnBoard = boardRule(
  {
    id: 'cpu-not-on-board',
    severity: 'error',
    describe: "The root cell's CPU set is not the set of the board's CPUs.",
    consequence:
      'Enabling fails with EINVAL: the CPUs that are online have to be exactly those of the root cell.',
    remedy: "Set one bit for each CPU of the board in the root cell's CPU set.",
    evidence: 'The hypervisor compares the two sets last, and refuses to start.',
    predicts: { outcome: 'refused', reason: 'REFUSAL_CPUS_NOT_ONLINE' },
  },
  ({ board, root }) => {
    const present = board.cpus.filter(({ isEnabled }) => isEnabled);
    const [first] = present;
    if (first === undefined) return [];
    const { cell, title, path } = root;
    const wanted = cpusOf(cell);
    const absent = wanted.filter((cpu) => cpu >= present.length);
    const fix = {
      title: `Give the root cell the ${present.length} CPUs of the board`,
      edits: cpuBytes(cell.cpuSet.length, present.length).map((byte, index) =>
        setValue(path('cpuSet', index), BigInt(byte)),
      ),
    };
    const isLimited = board.commandLine?.options.some(({ name }) =>
      /^(maxcpus|nr_cpus|nosmp)$/.test(name),
    );
    if (absent.length > 0) {
      return [
        {
          message: `The root cell ${title} has CPU ${absent.join(', ')}, but by ${first.from} the board has ${present.length} CPUs, from 0 on. Enabling fails with EINVAL.`,
          at: path('cpuSet'),
          fix,
        },
      ];
    }
    if (wanted.length === present.length || wanted.length === 0 || isLimited) return [];
    return [
      {
        // A file may know CPUs of a larger sister of the chip.
        severity: 'warning',
        message: `The root cell ${title} has ${wanted.length} CPUs, but by ${first.from} the board has ${present.length}. If all are online, enabling fails with EINVAL.`,
        at: path('cpuSet'),
      },
    ];
  },
);

/** A CPU set of `length` bytes in which the first CPUs are set. */
function cpuBytes(length: number, cpus: number): number[] {
  return Array.from({ length }, (_unused, index) => {
    const bits = Math.max(0, Math.min(8, cpus - 8 * index));
    return (1 << bits) - 1;
  });
}
