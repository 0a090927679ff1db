// SPDX-License-Identifier: MIT
// The ACPI timer is at another port.
import { boardRule } from '../board/board-rule.js';
import { architectures } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';

export const pmTimerDiffers = boardRule(
  {
    id: 'pm-timer-differs',
    severity: 'error',
    describe: 'pm_timer_address is not the port of the power management timer.',
    consequence:
      'Cells measure time by a port that does not count: they calibrate to nonsense or wait for ever.',
    remedy: 'Take the port from the FACP table or from /proc/ioports (ACPI PM_TMR).',
    evidence: 'The port is passed on to every cell, and each one calibrates its clocks by it.',
  },
  ({ board, system, at }) => {
    const { pmTimer } = board;
    const configured = system.platformInfo.x86.pmTimerAddress;
    if (pmTimer === undefined || system.architecture !== architectures.X86) return [];
    if (configured === 0 || configured === pmTimer.port) return [];
    const place = at('platformInfo', 'x86', 'pmTimerAddress');
    const port = formatHex(BigInt(pmTimer.port));
    return [
      {
        message: `pm_timer_address is ${formatHex(BigInt(configured))}, but by ${pmTimer.from} the timer is at port ${port}. Cells would calibrate their clocks to nonsense.`,
        at: place,
        fix: {
          title: `Set pm_timer_address to ${port}`,
          edits: [setValue(place, BigInt(pmTimer.port))],
        },
      },
    ];
  },
);
