// SPDX-License-Identifier: MIT
// A time limit for answers that nobody waits for.
import { setValue } from '../../fix.js';
import { cellCheck } from '../../member-check.js';
import { cellFlags } from '../../value-names.js';

export const replyTimeoutWithoutEffect = cellCheck(
  {
    id: 'reply-timeout-without-effect',
    severity: 'information',
    describe: 'A cell that is never asked has a time limit for its answers.',
    consequence: 'The limit has no effect: neither the root cell nor a passive cell is asked.',
    remedy: 'Leave msg_reply_timeout out, or remove JAILHOUSE_CELL_PASSIVE_COMMREG.',
    evidence: 'The hypervisor takes the consent of a passive cell for granted.',
  },
  ({ cell, isRoot, title, path }) => {
    const isPassive = isRoot || (cell.flags & cellFlags.PASSIVE_COMMREG) !== 0;
    if (!isPassive || cell.msgReplyTimeout === 0n) return undefined;
    return {
      wrong: `${title} has a msg_reply_timeout of ${cell.msgReplyTimeout}, but it is never asked.`,
      at: path('msgReplyTimeout'),
      fix: { title: 'Set it to 0', edits: [setValue(path('msgReplyTimeout'), 0n)] },
    };
  },
);
