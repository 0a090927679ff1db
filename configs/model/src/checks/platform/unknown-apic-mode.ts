// SPDX-License-Identifier: MIT
// A mode of the local APIC that does not exist.
import { setValue } from '../../fix.js';
import { isX86, systemCheck } from '../../member-check.js';
import { apicModes } from '../../value-names.js';

const known: readonly number[] = Object.values(apicModes);

export const unknownApicMode = systemCheck(
  {
    id: 'unknown-apic-mode',
    severity: 'warning',
    describe: 'The mode of the local APIC is unknown.',
    consequence: 'The hypervisor takes it for "whatever the firmware left".',
    remedy: 'Set .apic_mode to one of JAILHOUSE_APIC_MODE_.',
    evidence: 'The hypervisor compares it with XAPIC and X2APIC only.',
  },
  ({ system, root, title, at }) => {
    const { apicMode } = system.platformInfo.x86;
    if (!isX86(root) || known.includes(apicMode)) return undefined;
    const place = at('platformInfo', 'x86', 'apicMode');
    return {
      wrong: `The system of ${title} has the APIC mode ${apicMode}.`,
      at: place,
      fix: {
        title: 'Leave it to the firmware',
        edits: [setValue(place, 0n, 'JAILHOUSE_APIC_MODE_AUTO')],
      },
    };
  },
);
