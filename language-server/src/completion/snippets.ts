// SPDX-License-Identifier: MIT
// Whole pieces of a configuration: regions, devices, cells and systems.
import type { Completion } from './item.js';

interface Snippet {
  readonly label: string;
  readonly detail: string;
  readonly body: string;
}

const rights = 'JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE';

function region(phys: string, virt: string, size: string, flags: string): string {
  return [
    '{',
    ...(phys === '' ? [] : [`\t.phys_start = ${phys},`]),
    `\t.virt_start = ${virt},`,
    `\t.size = ${size},`,
    `\t.flags = ${flags},`,
    '},$0',
  ].join('\n');
}

function section(start: string, size: string, flags: string): string {
  return region(start, start, size, flags).replace('$0', '');
}

const shared = 'JAILHOUSE_MEM_READ | JAILHOUSE_MEM_ROOTSHARED';

/** By the type of the array's elements. */
const elements: Readonly<Record<string, readonly Snippet[]>> = {
  'struct jailhouse_memory': [
    {
      label: 'RAM region',
      detail: 'memory that the cell has to itself and is loaded into',
      body: region(
        '${1:0x7fa00000}',
        '${2:0}',
        '${3:0x00010000}',
        `${rights} |\n\t\tJAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_DMA |\n\t\tJAILHOUSE_MEM_LOADABLE`,
      ),
    },
    {
      label: 'device region',
      detail: 'registers that the cell has to itself',
      body: region('${1:0x09000000}', '$1', '${2:0x1000}', `${rights} |\n\t\tJAILHOUSE_MEM_IO`),
    },
    {
      label: 'device region shared with root',
      detail: 'registers that the root cell keeps, too',
      body: region(
        '${1:0x09000000}',
        '$1',
        '${2:0x1000}',
        `${rights} |\n\t\tJAILHOUSE_MEM_IO | JAILHOUSE_MEM_ROOTSHARED`,
      ),
    },
    {
      label: 'communication region',
      detail: 'the page in which hypervisor and cell talk',
      body: region('', '${1:0x80000000}', '0x1000', `${rights} |\n\t\tJAILHOUSE_MEM_COMM_REGION`),
    },
    {
      label: 'ivshmem network regions',
      detail: 'the four regions of a network link of two peers',
      body: 'JAILHOUSE_SHMEM_NET_REGIONS(${1:0x7f800000}, ${2:1}),$0',
    },
    {
      label: 'ivshmem regions of two peers',
      detail: 'state table, common section, one output section for each peer',
      body: [
        section('${1:0x7f900000}', '0x1000', shared),
        section('${1:0x7f900000} + 0x1000', '0x9000', `${shared} |\n\t\tJAILHOUSE_MEM_WRITE`),
        section('${1:0x7f900000} + 0xa000', '0x2000', shared),
        section('${1:0x7f900000} + 0xc000', '0x2000', `${shared} |\n\t\tJAILHOUSE_MEM_WRITE`),
      ].join('\n'),
    },
  ],
  'struct jailhouse_irqchip': [
    {
      label: 'GIC interrupts',
      detail: 'SPIs of an Arm GIC',
      body: [
        '{',
        '\t.address = ${1:0x08000000},',
        '\t.pin_base = ${2:32},',
        '\t.pin_bitmap = {',
        '\t\t${3:1 << (33 - 32)},',
        '\t},',
        '},$0',
      ].join('\n'),
    },
    {
      label: 'IOAPIC pins',
      detail: 'pins of a PC’s IOAPIC',
      body: [
        '{',
        '\t.address = ${1:0xfec00000},',
        '\t.id = ${2:0xff00},',
        '\t.pin_bitmap = {',
        '\t\t${3:0},',
        '\t},',
        '},$0',
      ].join('\n'),
    },
  ],
  'struct jailhouse_pci_device': [
    {
      label: 'PCI device',
      detail: 'a device of the machine',
      body: [
        '{',
        '\t.type = JAILHOUSE_PCI_TYPE_DEVICE,',
        '\t.domain = ${1:0},',
        '\t.bdf = ${2:0} << 8 | ${3:1} << 3 | ${4:0},',
        '},$0',
      ].join('\n'),
    },
    {
      label: 'ivshmem device',
      detail: 'one end of a link between cells',
      body: [
        '{',
        '\t.type = JAILHOUSE_PCI_TYPE_IVSHMEM,',
        '\t.domain = ${1:1},',
        '\t.bdf = ${2:0} << 3,',
        '\t.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_INTX,',
        '\t.shmem_regions_start = ${3:0},',
        '\t.shmem_dev_id = ${4:1},',
        '\t.shmem_peers = ${5:2},',
        '\t.shmem_protocol = ${6:JAILHOUSE_SHMEM_PROTO_UNDEFINED},',
        '},$0',
      ].join('\n'),
    },
  ],
  'struct jailhouse_pio': [
    { label: 'ports', detail: 'a range of ports', body: 'PIO_RANGE(${1:0x3f8}, ${2:8}),$0' },
  ],
  'struct jailhouse_cache': [
    {
      label: 'cache region',
      detail: 'a part of the last-level cache',
      body: '{\n\t.start = ${1:0},\n\t.size = ${2:2},\n\t.type = JAILHOUSE_CACHE_L3,\n},$0',
    },
  ],
};

/** What an array of this element type can have; none for other types. */
export function elementSnippets(type: string): readonly Completion[] {
  return (elements[type.replace(/\[.*$/, '')] ?? []).map(asCompletion);
}

/** What an empty file can become. */
export function fileSnippets(folder: string): readonly Completion[] {
  const names: Readonly<Record<string, string>> = { arm: 'ARM', x86: 'X86' };
  const architecture = `JAILHOUSE_${names[folder] ?? 'ARM64'}`;
  return [
    {
      label: 'cell configuration',
      detail: 'a whole cell with RAM, a console and a communication region',
      body: cellFile(architecture),
    },
    {
      label: 'system configuration',
      detail: 'a whole system with its root cell',
      body: systemFile(architecture),
    },
  ].map(asCompletion);
}

function asCompletion({ label, detail, body }: Snippet): Completion {
  return { label, kind: 'snippet', detail, insert: body, isSnippet: true, rank: 0 };
}

const head = ['#include <jailhouse/types.h>', '#include <jailhouse/cell-config.h>', ''];

function cellFile(architecture: string): string {
  return [
    ...head,
    'struct {',
    '\tstruct jailhouse_cell_desc cell;',
    '\t__u64 cpus[1];',
    '\tstruct jailhouse_memory mem_regions[2];',
    '} __attribute__((packed)) config = {',
    '\t.cell = {',
    '\t\t.signature = JAILHOUSE_CELL_DESC_SIGNATURE,',
    `\t\t.architecture = ${architecture},`,
    '\t\t.revision = JAILHOUSE_CONFIG_REVISION,',
    '\t\t.name = "${1:my-cell}",',
    '\t\t.flags = JAILHOUSE_CELL_PASSIVE_COMMREG,',
    '',
    '\t\t.cpu_set_size = sizeof(config.cpus),',
    '\t\t.num_memory_regions = ARRAY_SIZE(config.mem_regions),',
    '\t},',
    '',
    '\t.cpus = {',
    '\t\t${2:0b0010},',
    '\t},',
    '',
    '\t.mem_regions = {',
    '\t\t/* RAM */ {',
    '\t\t\t.phys_start = ${3:0x7fa00000},',
    '\t\t\t.virt_start = 0,',
    '\t\t\t.size = ${4:0x00010000},',
    `\t\t\t.flags = ${rights} |`,
    '\t\t\t\tJAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_DMA |',
    '\t\t\t\tJAILHOUSE_MEM_LOADABLE,',
    '\t\t},',
    '\t\t/* communication region */ {',
    '\t\t\t.virt_start = 0x80000000,',
    '\t\t\t.size = 0x1000,',
    `\t\t\t.flags = ${rights} |`,
    '\t\t\t\tJAILHOUSE_MEM_COMM_REGION,',
    '\t\t},',
    '\t},',
    '};',
    '$0',
  ].join('\n');
}

function systemFile(architecture: string): string {
  const platform =
    architecture === 'JAILHOUSE_X86'
      ? ['\t\t\t.x86 = {', '\t\t\t\t.pm_timer_address = ${6:0x608},', '\t\t\t},']
      : [
          '\t\t\t.arm = {',
          '\t\t\t\t.gic_version = 3,',
          '\t\t\t\t.gicd_base = ${6:0x08000000},',
          '\t\t\t\t.gicr_base = ${7:0x080a0000},',
          '\t\t\t\t.maintenance_irq = 25,',
          '\t\t\t},',
        ];
  return [
    ...head,
    'struct {',
    '\tstruct jailhouse_system header;',
    '\t__u64 cpus[1];',
    '\tstruct jailhouse_memory mem_regions[1];',
    '} __attribute__((packed)) config = {',
    '\t.header = {',
    '\t\t.signature = JAILHOUSE_SYSTEM_SIGNATURE,',
    `\t\t.architecture = ${architecture},`,
    '\t\t.revision = JAILHOUSE_CONFIG_REVISION,',
    '\t\t.flags = JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE,',
    '\t\t.hypervisor_memory = {',
    '\t\t\t.phys_start = ${1:0x7fc00000},',
    '\t\t\t.size = ${2:0x00400000},',
    '\t\t},',
    '\t\t.platform_info = {',
    ...platform,
    '\t\t},',
    '\t\t.root_cell = {',
    '\t\t\t.name = "${3:my-board}",',
    '\t\t\t.cpu_set_size = sizeof(config.cpus),',
    '\t\t\t.num_memory_regions = ARRAY_SIZE(config.mem_regions),',
    '\t\t},',
    '\t},',
    '',
    '\t.cpus = {',
    '\t\t${4:0b1111},',
    '\t},',
    '',
    '\t.mem_regions = {',
    '\t\t/* RAM */ {',
    '\t\t\t.phys_start = ${5:0x40000000},',
    '\t\t\t.virt_start = $5,',
    '\t\t\t.size = 0x3fc00000,',
    `\t\t\t.flags = ${rights} |`,
    '\t\t\t\tJAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_DMA,',
    '\t\t},',
    '\t},',
    '};',
    '$0',
  ].join('\n');
}
