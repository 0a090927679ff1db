// SPDX-License-Identifier: MIT
// Rates of clocks in another unit than kilohertz.
import { setValue } from '../../fix.js';
import { isX86, systemCheck } from '../../member-check.js';

const slowest = { tscKhz: 100_000, apicKhz: 1_000 } as const;
const fastest = 10_000_000;
const names = { tscKhz: 'tsc_khz', apicKhz: 'apic_khz' } as const;

export const clockRateImplausible = systemCheck(
  {
    id: 'clock-rate-implausible',
    severity: 'warning',
    describe: 'The rate of a clock is implausible in kHz.',
    consequence: 'Guests believe it, and all their delays and time-outs are too long or too short.',
    remedy: 'Give it in kHz, or 0 to let the driver fill in what Linux measured.',
    evidence: 'The driver fills in zeroes only; Linux in a cell takes the rates as they are.',
  },
  ({ system, root, at }) => {
    if (!isX86(root)) return undefined;
    const { x86 } = system.platformInfo;
    return (['tscKhz', 'apicKhz'] as const).flatMap((field) => {
      const rate = x86[field];
      if (rate === 0 || (rate >= slowest[field] && rate <= fastest)) return [];
      const place = at('platformInfo', 'x86', field);
      return {
        wrong: `.${names[field]} is ${rate}, which would be ${rate / 1000} MHz.`,
        at: place,
        fix: { title: 'Let the driver fill it in', edits: [setValue(place, 0n)] },
      };
    });
  },
);
