// SPDX-License-Identifier: MIT
// A system of ARM that says it is x86, because x86 is 0.
import { architectures, consoleTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { systemCheck } from '../../member-check.js';
import type { SystemInSet } from '../../member-check.js';
import { valueName } from '../../value-names.js';

export const architectureLeftOut = systemCheck(
  {
    id: 'architecture-left-out',
    severity: 'error',
    describe: 'A system says that it is for x86, and its contents are those of ARM.',
    consequence:
      'The driver and the hypervisor refuse a system of another architecture than their own with REFUSAL_CONFIG_ARCHITECTURE.',
    remedy: 'Set .architecture to JAILHOUSE_ARM64 or JAILHOUSE_ARM; left out, it is JAILHOUSE_X86.',
    evidence: 'The driver refuses it (EINVAL); upstream corrected the architecture in ea65df76.',
    predicts: { outcome: 'refused', reason: 'REFUSAL_CONFIG_ARCHITECTURE' },
  },
  (place) => {
    const { system, title, at } = place;
    const sign = system.architecture === architectures.X86 ? signOfArm(place) : undefined;
    if (sign === undefined) return undefined;
    const steps = at('architecture');
    return {
      wrong: `The system of ${title} is for x86 by its architecture, which is 0, but ${sign}.`,
      at: steps,
      fix: {
        title: 'Set the architecture to ARM64',
        edits: [setValue(steps, BigInt(architectures.ARM64), 'JAILHOUSE_ARM64')],
      },
    };
  },
);

const armConsoles: readonly number[] = Object.values(consoleTypes).filter(
  (type) => type >= consoleTypes.PL011,
);

function signOfArm({ system, root }: SystemInSet): string | undefined {
  const { gicdBase } = system.platformInfo.arm;
  if (gicdBase !== 0n && root.cell.irqchips.some(({ address }) => address === gicdBase)) {
    return `its interrupt controller is a GIC at ${formatHex(gicdBase)}`;
  }
  const { type } = system.debugConsole;
  if (!armConsoles.includes(type)) return undefined;
  return `its debug console is a ${valueName('consoleType', type)}, which x86 does not have`;
}
