// SPDX-License-Identifier: MIT
// The records of <jailhouse/cell-config.h> as the generator sees them, and
// configurations of systems and cells with arrays of any length behind them.
import { expression, numberText } from './expressions.test-support.js';
import { initialiser } from './initialisers.test-support.js';
import type { MemberShape, Program, RecordShape, Shape } from './program.test-support.js';

const word: Shape = { kind: 'integer', spelling: 'u32' };

function array(of: Shape, count: number): Shape {
  return { kind: 'array', of, count };
}

function record(
  spelling: string | undefined,
  members: readonly MemberShape[],
  isUnion = false,
): RecordShape {
  return {
    kind: 'record',
    ...(spelling !== undefined && { spelling }),
    members,
    isUnion,
    isNamedOnly: false,
  };
}

/** `name` for a field, `name:` for a bit-field, `name[3]` for an array of words. */
function fields(text: string): MemberShape[] {
  return text.split(' ').map((field) => {
    const [, name = field, bound] = /^(\w+)\[(\d+)\]$/.exec(field) ?? [];
    const isBitField = field.endsWith(':');
    const type = bound === undefined ? word : array(word, Number(bound));
    return { name: name.replace(':', ''), type, isBitField };
  });
}

function field(name: string, type: Shape): MemberShape {
  return { name, type, isBitField: false };
}

function text(name: string, count: number): MemberShape {
  return field(name, array({ kind: 'integer', spelling: 'char' }, count));
}

function anonymous(type: RecordShape): MemberShape {
  return { type, isBitField: false };
}

const consoleShape = record(
  'struct jailhouse_console',
  fields('address size type flags divider gate_nr clock_reg'),
);
const memory = record('struct jailhouse_memory', fields('phys_start virt_start size flags'));
const cache = record('struct jailhouse_cache', fields('start size type padding flags'));
const irqchip = record('struct jailhouse_irqchip', fields('address id pin_base pin_bitmap[4]'));
const pio = record('struct jailhouse_pio', fields('base length'));
const pciDevice = record(
  'struct jailhouse_pci_device',
  fields(
    'type iommu domain bdf bar_mask[6] caps_start num_caps num_msi_vectors msi_64bits: ' +
      'msi_maskable: num_msix_vectors msix_region_size msix_address shmem_regions_start ' +
      'shmem_dev_id shmem_peers shmem_protocol',
  ),
);
const capability = record('struct jailhouse_pci_capability', fields('id start len flags'));
const streamId = record(
  'union jailhouse_stream_id',
  [...fields('id'), field('mmu500', record(undefined, fields('id mask_out')))],
  true,
);
const iommu = record('struct jailhouse_iommu', [
  ...fields('type base size'),
  anonymous(
    record(
      undefined,
      [
        field('amd', record(undefined, fields('bdf base_cap msi_cap features'))),
        field('tipvu', record(undefined, fields('tlb_base tlb_size'))),
      ],
      true,
    ),
  ),
]);
const cell = record('struct jailhouse_cell_desc', [
  text('signature', 5),
  ...fields('architecture revision'),
  text('name', 32),
  ...fields(
    'id flags cpu_set_size num_memory_regions num_cache_regions num_irqchips num_pio_regions ' +
      'num_pci_devices num_pci_caps num_stream_ids vpci_irq_base cpu_reset_address msg_reply_timeout',
  ),
  field('console', consoleShape),
]);
const platform = record(undefined, [
  ...fields('pci_mmconfig_base pci_mmconfig_end_bus pci_is_virtual pci_domain'),
  field('iommu_units', array(iommu, 8)),
  anonymous(
    record(
      undefined,
      [
        field(
          'x86',
          record(
            undefined,
            fields('pm_timer_address apic_mode padding vtd_interrupt_limit tsc_khz apic_khz'),
          ),
        ),
        field(
          'arm',
          record(
            undefined,
            fields(
              'maintenance_irq gic_version padding[2] gicd_base gicc_base gich_base gicv_base gicr_base',
            ),
          ),
        ),
      ],
      true,
    ),
  ),
]);
const system = record('struct jailhouse_system', [
  text('signature', 5),
  ...fields('architecture revision flags'),
  field('hypervisor_memory', memory),
  field('debug_console', consoleShape),
  field('platform_info', platform),
  field('root_cell', cell),
]);

const arrays: readonly (readonly [string, Shape & { spelling?: string }, string])[] = [
  ['mem_regions', memory, 'num_memory_regions'],
  ['cache_regions', cache, 'num_cache_regions'],
  ['irqchips', irqchip, 'num_irqchips'],
  ['pio_regions', pio, 'num_pio_regions'],
  ['pci_devices', pciDevice, 'num_pci_devices'],
  ['pci_caps', capability, 'num_pci_caps'],
  ['stream_ids', streamId, 'num_stream_ids'],
];

const flagNames = [
  'JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE',
  'JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |\n\t\tJAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_LOADABLE',
  'JAILHOUSE_MEM_IO_32',
  'JAILHOUSE_CELL_PASSIVE_COMMREG',
  'JAILHOUSE_PCI_TYPE_IVSHMEM',
  'VIRTIO_DEV_NET',
  'JAILHOUSE_CON_TYPE_PL011',
] as const;

/** Records of the format, for members and expressions of any source. */
export const formatRecords: readonly RecordShape[] = [
  memory,
  irqchip,
  pciDevice,
  iommu,
  streamId,
  consoleShape,
];

interface Part {
  readonly name: string;
  readonly shape: Shape;
  readonly text: string;
  readonly counter?: string;
}

/** A whole configuration: its struct and its initialiser, named `object`. */
export function formatConfiguration(program: Program, object: string): string {
  const { choices } = program;
  program.values.push(...flagNames.map((name) => `(${name.replace('\n\t\t', ' ')})`));
  const isSystem = choices.chance(45);
  const [headName, head] = isSystem ? ['header', system] : ['cell', cell];
  const parts = partsOf(program);
  const declared = [
    `\t${head.spelling ?? ''} ${headName};\n`,
    ...parts.map(({ text: line }) => `\t${line};\n`),
  ].join('');
  const tag = choices.chance(25) ? ` ${program.name('layout')}` : '';
  const items = [
    `\t.${headName} = ${headInitialiser(program, { head, isSystem, object, parts })},\n`,
    ...parts.flatMap(({ name, shape }) =>
      choices.chance(90) ? [`\t.${name} = ${initialiser(program, shape)},\n`] : [],
    ),
  ].join('');
  const opening = `struct${tag} {\n${declared}} __attribute__((packed))`;
  if (tag === '' || choices.chance(40)) return `${opening} ${object} = {\n${items}};\n`;
  return `${opening};\n\n${choices.pick(['', 'const '])}struct${tag} ${object} = {\n${items}};\n`;
}

function partsOf(program: Program): Part[] {
  const { choices } = program;
  const cpus = choices.between(1, 3);
  const type = choices.pick(['__u64', 'u64', '__u32']);
  const parts: Part[] = [{ name: 'cpus', shape: array(word, cpus), text: `${type} cpus[${cpus}]` }];
  for (const [name, of, counter] of arrays) {
    if (!choices.chance(name === 'mem_regions' ? 90 : 30)) continue;
    const count = choices.between(1, 5);
    const spelling = of.spelling ?? '';
    const bound = choices.chance(10) ? numberText(program, BigInt(count)) : String(count);
    parts.push({ name, shape: array(of, count), text: `${spelling} ${name}[${bound}]`, counter });
  }
  return parts;
}

interface Head {
  readonly head: RecordShape;
  readonly isSystem: boolean;
  readonly object: string;
  readonly parts: readonly Part[];
}

/** The head as people write it, or any initialiser of its type. */
function headInitialiser(program: Program, { head, isSystem, object, parts }: Head): string {
  const { choices } = program;
  if (choices.chance(15)) return initialiser(program, head, 5);
  const prefix = isSystem && choices.chance(50) ? '.root_cell.' : '.';
  const counts = parts.flatMap(({ name, counter }) =>
    counter === undefined ? [] : [`${counter} = ARRAY_SIZE(${object}.${name})`],
  );
  const common = [
    `name = "cell-${choices.below(100)}"`,
    `flags = ${choices.pick(flagNames)}`,
    `cpu_set_size = sizeof(${object}.cpus)`,
    ...counts,
  ];
  const own = [
    `.signature = ${isSystem ? 'JAILHOUSE_SYSTEM_SIGNATURE' : choices.pick(['JAILHOUSE_CELL_DESC_SIGNATURE', '"JHCLL"'])}`,
    '.architecture = JAILHOUSE_ARM64',
    '.revision = JAILHOUSE_CONFIG_REVISION',
    ...(choices.chance(30)
      ? [`.${isSystem ? 'hypervisor_memory.size' : 'id'} = ${expression(program, 3)}`]
      : []),
    ...(isSystem && choices.chance(60)
      ? [`.platform_info = ${initialiser(program, platform)}`]
      : []),
  ];
  if (!isSystem || prefix === '.root_cell.') own.push(...common.map((item) => prefix + item));
  else own.push(`.root_cell = {\n\t\t\t${common.map((item) => `.${item},\n\t\t\t`).join('')}}`);
  return `{\n${own.map((item) => `\t\t${item},\n`).join('')}\t}`;
}
