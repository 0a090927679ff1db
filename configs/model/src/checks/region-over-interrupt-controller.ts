// SPDX-License-Identifier: MIT
// A memory region over an interrupt controller. Sizes are those of the
// architectures: GICv2 (IHI 0048), GICv3 (IHI 0069: two frames of 64 KiB for
// each CPU's redistributor), local APIC and IOAPIC of x86.
import type { Check } from '../check.js';
import { cpusOf } from '../config.js';
import type { NamedConfig, SystemConfig, SystemSet } from '../config.js';
import { architectures } from '../constants.js';
import { deviceAt, regionsOverDevices } from '../intercepted-device.js';
import type { InterceptedDevice } from '../intercepted-device.js';

export const regionOverInterruptController: Check = {
  id: 'region-over-interrupt-controller',
  severity: 'error',
  describe: 'A memory region of a cell covers an interrupt controller.',
  consequence:
    'The hypervisor emulates the interrupt controller for every cell, the root cell included, and refuses the region. Where nobody refuses it, the cell takes interrupts away from others and interprocessor interrupts get lost.',
  remedy: 'Leave the interrupt controller out of all regions.',
  evidence:
    'The hypervisor refuses it; upstream fixed four boards at once in 0c2d5000, and its maintainer calls it the most frequent cause of interrupt trouble.',
  predicts: { outcome: 'refused', reason: 'REFUSAL_REGION_INTERCEPTED' },
  needs: 'system',
  upstream: 'architecture',
  run: (set) =>
    regionsOverDevices(set, controllersOf(set), {
      id: regionOverInterruptController.id,
      consequence:
        'The hypervisor emulates it for every cell, the root cell included, and refuses the region ' +
        'with REFUSAL_REGION_INTERCEPTED; where nobody refuses it, the cell takes interrupts away ' +
        "from others, and interprocessor interrupts get lost right after 'Activating hypervisor'.",
    }),
};

function controllersOf({ system }: SystemSet): InterceptedDevice[] {
  if (system === undefined) return [];
  return system.config.system.architecture === architectures.X86
    ? x86Controllers(system)
    : gic(system);
}

type BaseField = 'gicdBase' | 'giccBase' | 'gichBase' | 'gicvBase' | 'gicrBase';

/** Two frames of 64 KiB for each CPU; a GICv4 has four. */
const redistributorSizes: Readonly<Record<number, bigint>> = { 3: 0x20000n, 4: 0x40000n };

function gic({ name, config }: NamedConfig<SystemConfig>): InterceptedDevice[] {
  const { arm } = config.system.platformInfo;
  const cpus = cpusOf(config.rootCell).length;
  const part = (title: string, field: BaseField, size: bigint): InterceptedDevice[] => {
    const steps = ['system', 'platformInfo', 'arm', field];
    return deviceAt(title, arm[field], size, { config: name, steps });
  };
  // Before revision 6 nothing told the version; only a GICv3 has redistributors.
  const version = arm.gicVersion === 0 && arm.gicrBase !== 0n ? 3 : arm.gicVersion;
  const redistributorSize = redistributorSizes[version];
  if (redistributorSize !== undefined) {
    return [
      ...part('the GIC distributor (GICD)', 'gicdBase', 0x10000n),
      ...part(
        `the GIC redistributors (GICR) of ${cpus} CPU${cpus === 1 ? '' : 's'}`,
        'gicrBase',
        BigInt(cpus) * redistributorSize,
      ),
    ];
  }
  return [
    ...part('the GIC distributor (GICD)', 'gicdBase', 0x1000n),
    ...part('the GIC CPU interface (GICC)', 'giccBase', 0x2000n),
    ...part('the hypervisor interface of the GIC (GICH)', 'gichBase', 0x2000n),
    ...part('the virtual CPU interface of the GIC (GICV)', 'gicvBase', 0x2000n),
  ];
}

const localApicBase = 0xfee00000n;
const apicSize = 0x1000n;

/** IOAPICs are those that the root cell lists. */
function x86Controllers({ name, config }: NamedConfig<SystemConfig>): InterceptedDevice[] {
  const listed = config.rootCell.irqchips.flatMap(({ address }, index) => {
    const steps = ['rootCell', 'irqchips', index, 'address'];
    return deviceAt(`IOAPIC ${index}`, address, apicSize, { config: name, steps });
  });
  return [...deviceAt('the local APIC', localApicBase, apicSize), ...listed];
}
