// SPDX-License-Identifier: MIT
// The guide to a cell's descriptor and to consoles.
import type { RecordGuide } from './field-guide.js';

const counted = (what: string, array: string): string =>
  `How many ${what} follow. Take it from the array: \`ARRAY_SIZE(config.${array})\`.`;

/** A count that doesn't fit shifts everything behind it. */
const countRules = [
  'A number that is not that of the array moves every array behind it: the file is then cut off or read wrongly.',
];

export const cellGuide: RecordGuide = {
  meaning:
    'A cell: its name, CPUs and console, and how many elements the arrays behind it have. ' +
    'The arrays follow in a fixed order: CPU set, memory regions, cache regions, irqchips, PIO regions, PCI devices, PCI capabilities, stream ids.',
  fields: {
    signature: {
      meaning: 'Marks the file as that of a cell. The root cell inside of a system leaves it out.',
      rules: ['Any other value in the file of a cell is refused (EINVAL).'],
      constants: /^JAILHOUSE_CELL_DESC_SIGNATURE$/,
    },
    architecture: {
      meaning: 'The architecture that the cell is made for.',
      rules: ['It must be that of the running hypervisor, else the cell is refused (EINVAL).'],
      constants: /^JAILHOUSE_(X86|ARM|ARM64)$/,
    },
    revision: {
      meaning: 'The revision of the format that the file is written in.',
      rules: ['A hypervisor takes files of its own revision only (EINVAL).'],
      constants: /^JAILHOUSE_CONFIG_REVISION$/,
    },
    name: {
      meaning: 'The name by which commands and messages call the cell.',
      unit: 'at most 31 characters',
      rules: [
        'It ends with a NUL, so 32 characters are one too many.',
        'Two cells with one name cannot exist at the same time (EEXIST).',
      ],
    },
    id: {
      meaning: 'The number of the cell; the driver gives it when the cell is created.',
      rules: [
        'Leave it out. 0 is the root cell.',
        'On Arm it is also the VMID and at most 255 (E2BIG).',
      ],
    },
    flags: {
      meaning: 'What the cell may do and how it starts.',
      rules: ['AARCH32 works on 64-bit Arm only. VIRTUAL_CONSOLE_ACTIVE includes the permission.'],
      constants: /^JAILHOUSE_CELL_(PASSIVE_COMMREG|TEST_DEVICE|AARCH32|VIRTUAL_CONSOLE_\w+)$/,
    },
    cpu_set_size: {
      meaning: 'Bytes of the CPU set behind the descriptor: `sizeof(config.cpus)`.',
      unit: 'bytes',
      rules: ['At most 4096, and not 0 (EINVAL).', ...countRules],
    },
    num_memory_regions: {
      meaning: counted('memory regions', 'mem_regions'),
      rules: countRules,
    },
    num_cache_regions: { meaning: counted('cache regions', 'cache_regions'), rules: countRules },
    num_irqchips: { meaning: counted('irqchips', 'irqchips'), rules: countRules },
    num_pio_regions: { meaning: counted('ranges of ports', 'pio_regions'), rules: countRules },
    num_pci_devices: { meaning: counted('PCI devices', 'pci_devices'), rules: countRules },
    num_pci_caps: { meaning: counted('PCI capabilities', 'pci_caps'), rules: countRules },
    num_stream_ids: { meaning: counted('stream ids', 'stream_ids'), rules: countRules },
    vpci_irq_base: {
      meaning:
        'Arm: the first of four interrupts of the virtual PCI host, as an SPI number: the GIC id less 32. A device at slot s raises SPI vpci_irq_base + (s & 3).',
      unit: 'SPI number',
      rules: [
        'The interrupts must be in a pin_bitmap of the cell, or the cell cannot enable them.',
        'No device and no other cell may use them.',
      ],
    },
    cpu_reset_address: {
      meaning: 'Where the cell’s CPUs start, in addresses of the cell.',
      rules: ['It has to lie in an executable region. On x86 0 stands for the usual reset vector.'],
    },
    msg_reply_timeout: {
      meaning:
        'How long the hypervisor waits for the cell’s answer, for example when it is to shut down.',
      unit: 'rounds of polling; 0: for ever',
      rules: ['With 0 a cell that hangs keeps others from being created and destroyed.'],
    },
    console: {
      meaning: 'The console that the inmate finds in its communication region.',
      rules: ['The hypervisor maps nothing for it: a memory region or ports must give access.'],
    },
  },
};

export const consoleGuide: RecordGuide = {
  meaning: 'A console: which device it is, and where.',
  fields: {
    address: {
      meaning: 'Where the registers are: a physical address, or a port if access is not by MMIO.',
      rules: ['The debug console must not lie over memory of the hypervisor (EINVAL).'],
    },
    size: { meaning: 'How long the registers are; for ports it means nothing.', unit: 'bytes' },
    type: { meaning: 'The kind of device.', constants: /^JAILHOUSE_CON_TYPE_\w+$/ },
    flags: {
      meaning: 'How the registers are reached.',
      rules: ['Without ACCESS_MMIO the address is a port, which Arm does not have.'],
      constants: /^JAILHOUSE_CON_(?!TYPE_)\w+$/,
    },
    divider: {
      meaning: 'What the device divides its clock by for the baud rate.',
      rules: ['0 leaves the rate as the firmware set it.'],
    },
    gate_nr: { meaning: 'The bit in the clock register that switches the clock of the device on.' },
    clock_reg: {
      meaning: 'The register with the gate of the device’s clock; 0: none.',
      rules: ['The hypervisor maps this one page as well.'],
    },
  },
};
