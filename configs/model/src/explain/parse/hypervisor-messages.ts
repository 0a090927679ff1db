// SPDX-License-Identifier: MIT
// Faults of the hypervisor itself, and the requests that it refuses.
import { errnoOf } from '../errno.js';
import { refusals } from '../refusals.js';
import type { RefusalFault } from '../fault.js';
import { hex, hexNumber } from './message.js';
import type { Groups, Message } from './message.js';

const hypervisorFaults: readonly Message[] = [
  {
    id: 'x86-hypervisor-exception',
    pattern: /FATAL: Jailhouse triggered exception #(\d{1,3})/i,
    read: (group) => ({ kind: 'hypervisor', exception: Number(group(1)) }),
    isFatal: true,
  },
  {
    id: 'arm-hypervisor-abort',
    pattern:
      /FATAL: Unhandled HYP exception: (?:class 0x([0-9a-f]{1,2})|synchronous abort) from EL2/i,
    read: (group) => ({
      kind: 'hypervisor',
      ...(group(1) !== '' && { exception: hexNumber(group(1)) }),
    }),
    isFatal: true,
  },
  {
    id: 'arm32-hypervisor-exception',
    pattern: /FATAL: Unhandled HYP exception: (?!class|synchronous)([a-z -]{1,40})/i,
    read: () => ({ kind: 'hypervisor' }),
    isFatal: true,
  },
];

/** The text of a refusal has no colon; what follows it tells index and ranges. */
const refusalMessage: Message = {
  id: 'refused',
  pattern:
    /Refused: ([^:(]{1,80}?)(?:: (?:region )?(\d{1,10})(?:, 0x([0-9a-f]{1,16}) \+ 0x([0-9a-f]{1,16}), against 0x([0-9a-f]{1,16}) \+ 0x([0-9a-f]{1,16}))?)? \(error (-?\d{1,4})\)/i,
  read: (group) => {
    const text = group(1).toLowerCase();
    const found = Object.entries(refusals).find(([, refusal]) => refusal.console === text);
    const errno = errnoOf(group(7));
    return {
      kind: 'refusal',
      reason: found?.[0] ?? 'REFUSAL_NONE',
      ...(errno && { errno }),
      ...(group(2) !== '' && { index: Number(group(2)) }),
      ...(group(3) !== '' && rangesOf(group)),
    };
  },
};

function rangesOf(group: Groups): Pick<RefusalFault, 'asked' | 'holder'> {
  const range = (start: number) => {
    const from = hex(group(start));
    return { start: from, end: from + hex(group(start + 1)) };
  };
  const holder = range(5);
  return { asked: range(3), ...(holder.end > holder.start && { holder }) };
}

export const hypervisorMessages: readonly Message[] = [...hypervisorFaults, refusalMessage];
