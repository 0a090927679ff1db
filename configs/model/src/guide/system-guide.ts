// SPDX-License-Identifier: MIT
// The guide to a system: the machine as the hypervisor has to know it.
import type { RecordGuide } from './field-guide.js';

export const systemGuide: RecordGuide = {
  meaning: 'The whole machine: memory of the hypervisor, its console, the platform, the root cell.',
  fields: {
    signature: {
      meaning: 'Marks the file as that of a system.',
      rules: ['Any other value is refused (EINVAL).'],
      constants: /^JAILHOUSE_SYSTEM_SIGNATURE$/,
    },
    architecture: {
      meaning: 'The architecture of the machine.',
      rules: ['It must be that of the hypervisor, else enabling is refused (EINVAL).'],
      constants: /^JAILHOUSE_(X86|ARM|ARM64)$/,
    },
    revision: {
      meaning: 'The revision of the format that the file is written in.',
      rules: ['A hypervisor takes files of its own revision only (EINVAL).'],
      constants: /^JAILHOUSE_CONFIG_REVISION$/,
    },
    flags: {
      meaning: 'Options of the hypervisor.',
      constants: /^JAILHOUSE_SYS_\w+$/,
    },
    hypervisor_memory: {
      meaning: 'The memory that the hypervisor has to itself; only start and size count.',
      rules: [
        'Linux must be told to leave it alone (memmap=, mem=, or a reserved-memory node).',
        'No memory region of any cell may touch it (EINVAL).',
      ],
    },
    debug_console: { meaning: 'Where the hypervisor writes its messages.' },
    platform_info: { meaning: 'What the hypervisor has to know of the machine.' },
    root_cell: { meaning: 'The cell that is already running: the Linux that enables all this.' },
  },
};

export const platformGuide: RecordGuide = {
  meaning: 'What the hypervisor has to know of the machine.',
  fields: {
    pci_mmconfig_base: {
      meaning: 'Where the PCI configuration space (ECAM) is; 0: there is none.',
      rules: ['The hypervisor intercepts 1 MiB for each bus; no memory region may cover it.'],
    },
    pci_mmconfig_end_bus: { meaning: 'The last bus in it.' },
    pci_is_virtual: {
      meaning: '1: the machine has no such PCI host; the hypervisor plays one for ivshmem.',
    },
    pci_domain: {
      meaning: 'The domain of that virtual host; 0xffff or -1 lets Linux choose one.',
    },
    iommu_units: {
      meaning: 'The IOMMUs, which keep DMA of devices inside of their cells.',
      unit: 'at most 8',
      rules: ['Without one, a device with DMA can write anywhere.'],
    },
    x86: { meaning: 'What only x86 has.' },
    arm: { meaning: 'What only Arm has.' },
  },
};

export const iommuGuide: RecordGuide = {
  meaning: 'An IOMMU.',
  fields: {
    type: {
      meaning: 'Its kind; 0: the entry is unused.',
      constants: /^JAILHOUSE_IOMMU_\w+$/,
    },
    base: {
      meaning: 'Where its registers are.',
      rules: ['The hypervisor keeps them: no memory region may cover them.'],
    },
    size: { meaning: 'How long its registers are.', unit: 'bytes' },
    amd: { meaning: 'What only AMD’s has.' },
    tipvu: { meaning: 'What only TI’s PVU has.' },
  },
};

export const amdIommuGuide: RecordGuide = {
  meaning: 'What the hypervisor has to know of an IOMMU of AMD, from its ACPI table.',
  fields: {
    bdf: { meaning: 'The PCI address of the IOMMU: bus << 8 | device << 3 | function.' },
    base_cap: { meaning: 'Where its capability is in the configuration space.', unit: 'bytes' },
    msi_cap: { meaning: 'Where its MSI capability is.', unit: 'bytes' },
    features: { meaning: 'Its extended features, where the ACPI table overrides the register.' },
  },
};

export const pvuGuide: RecordGuide = {
  meaning: 'Where TI’s PVU has its table of translations.',
  fields: {
    tlb_base: { meaning: 'Where that table is.' },
    tlb_size: { meaning: 'How long it is.', unit: 'bytes' },
  },
};

export const x86Guide: RecordGuide = {
  meaning: 'What the hypervisor has to know of a PC.',
  fields: {
    pm_timer_address: { meaning: 'The port of the ACPI timer, which inmates measure time with.' },
    apic_mode: {
      meaning: 'Which interface the local APICs have.',
      rules: ['AUTO takes what Linux uses.'],
      constants: /^JAILHOUSE_APIC_MODE_\w+$/,
    },
    padding: { meaning: 'Fills the record; 0.' },
    vtd_interrupt_limit: {
      meaning: 'How many interrupts VT-d can remap, for all cells together.',
      rules: ['Below 65536 (EINVAL); where it is too low, cells are refused (ENOMEM).'],
    },
    tsc_khz: { meaning: 'How fast the time stamp counter runs; 0: unknown.', unit: 'kHz' },
    apic_khz: { meaning: 'How fast the APIC timer runs; 0: unknown.', unit: 'kHz' },
  },
};

export const armGuide: RecordGuide = {
  meaning: 'What the hypervisor has to know of an Arm machine: its interrupt controller.',
  fields: {
    maintenance_irq: {
      meaning: 'The GIC’s maintenance interrupt, as a GIC id; 25 on nearly every machine.',
      rules: ['A PPI, from 16 to 31.'],
    },
    gic_version: { meaning: '2 or 3. 4 counts as 3 with wider redistributors.' },
    padding: { meaning: 'Fills the record; 0.' },
    gicd_base: {
      meaning: 'Where the distributor is.',
      rules: ['The hypervisor keeps it: no memory region may cover it.'],
    },
    gicc_base: { meaning: 'GICv2: where the CPU interface is.' },
    gich_base: { meaning: 'GICv2: where the hypervisor’s interface to virtual CPUs is.' },
    gicv_base: { meaning: 'GICv2: where the virtual CPU interface is, which cells see as theirs.' },
    gicr_base: { meaning: 'GICv3: where the redistributors are, 128 KiB for each CPU.' },
  },
};
