// SPDX-License-Identifier: MIT
// A line or more for every message: id, line, fields of the fault.
import { cellSamples } from './cell-samples.test-support.js';
import type { Sample } from './cell-samples.test-support.js';

const devices: readonly Sample[] = [
  [
    'pci-config',
    'FATAL: Invalid PCI config write, device 00:1f.3, reg: 0x40, size: 2',
    { kind: 'pci-config', access: 'write', through: 'config', bdf: 0xfb, register: 0x40, size: 2 },
  ],
  [
    'pci-config-port',
    'FATAL: Invalid PCI config write, port: 0xcfc, size: 4',
    { kind: 'port', port: 0xcfc, size: 4 },
  ],
  [
    'pci-mmconfig',
    'FATAL: Invalid PCI MMCONFIG write, device 02:00.0, reg: 0xd4, size: 4',
    { through: 'mmconfig', bdf: 0x200, register: 0xd4 },
  ],
  [
    'pci-msix-table',
    'FATAL: Invalid PCI MSI-X table/PBA access, device 03:00.1',
    { kind: 'pci-interrupt', why: 'msix-table', bdf: 0x301 },
  ],
  [
    'pci-msi-state',
    'FATAL: Unsupported MSI/MSI-X state, device 00:02.0, cap 1',
    { why: 'msi-state', bdf: 0x10 },
  ],
  [
    'ivshmem-target',
    'FATAL: ivshmem MSI-X target outside of cell "linux-demo" device 00:0e.0',
    { why: 'ivshmem-target', bdf: 0x70 },
  ],
  [
    'ioapic-access',
    'FATAL: Invalid IOAPIC write, reg: 10, index: 2a',
    { kind: 'ioapic', access: 'write', register: 0x10, index: 0x2a },
  ],
  ['ioapic-state', 'FATAL: Unsupported IOAPIC state, pin 11', { pin: 11 }],
  [
    'vtd-register',
    'FATAL: Unhandled DMAR unit write access, register 28',
    { kind: 'iommu-access', why: 'register', access: 'write', register: 0x28 },
  ],
  ['vtd-queue', 'FATAL: Invalid/unsupported invalidation queue entry', { why: 'queue' }],
  ['amd-iommu-command', 'FATAL: IOMMU 0 command error', { why: 'queue' }],
  [
    'vtd-event',
    'VT-d fault event reported by IOMMU 1:',
    { kind: 'iommu-event', vendor: 'intel', unit: 1 },
  ],
  ['amd-iommu-event', 'AMD IOMMU 0 reported event', { vendor: 'amd', unit: 0 }],
  [
    'iommu-overflow',
    'IOMMU 0: Event Log overflow occurred, some events were lost!',
    { vendor: 'amd', isOverflow: true },
  ],
];

const hypervisor: readonly Sample[] = [
  [
    'x86-hypervisor-exception',
    'FATAL: Jailhouse triggered exception #14',
    { kind: 'hypervisor', exception: 14 },
  ],
  [
    'arm-hypervisor-abort',
    'FATAL: Unhandled HYP exception: synchronous abort from EL2',
    { kind: 'hypervisor', exception: undefined },
  ],
  [
    'arm-hypervisor-abort',
    'FATAL: Unhandled HYP exception: class 0x25 from EL2',
    { exception: 0x25 },
  ],
  [
    'arm32-hypervisor-exception',
    'FATAL: Unhandled HYP exception: data abort',
    { kind: 'hypervisor' },
  ],
  [
    'refused',
    'Refused: a cell of this name or id exists (error -17)',
    { kind: 'refusal', reason: 'REFUSAL_NAME_EXISTS', errno: 'EEXIST', index: undefined },
  ],
  [
    'refused',
    "Refused: CPU isn't the root cell's: 3 (error -16)",
    { reason: 'REFUSAL_CPU_NOT_IN_ROOT', index: 3 },
  ],
  [
    'refused',
    'Refused: region is private to another cell: region 1, 0x7fa00000 + 0x10000, against 0x7fa08000 + 0x8000 (error -16)',
    {
      reason: 'REFUSAL_REGION_OWNED',
      index: 1,
      asked: { start: 0x7fa00000n, end: 0x7fa10000n },
      holder: { start: 0x7fa08000n, end: 0x7fa10000n },
    },
  ],
];

const driver: readonly Sample[] = [
  [
    'trace-error',
    'hypervisor/ivshmem.c:413: returning error -EINVAL',
    { kind: 'errno', errno: 'EINVAL', file: 'hypervisor/ivshmem.c', line: 413 },
  ],
  [
    'ioctl-error',
    'JAILHOUSE_ENABLE: Invalid argument',
    { kind: 'errno', errno: 'EINVAL', operation: 'enable' },
  ],
  [
    'ioctl-error',
    'JAILHOUSE_CELL_CREATE: Device or resource busy',
    { errno: 'EBUSY', operation: 'create' },
  ],
  ['python-error', 'OSError: [Errno 22] Invalid argument', { errno: 'EINVAL', operation: 'linux' }],
  [
    'not-a-system-configuration',
    'jailhouse: Not a system configuration',
    { kind: 'driver', operation: 'enable' },
  ],
  ['not-a-cell-configuration', 'jailhouse: Not a cell configuration', { operation: 'create' }],
  [
    'revision-mismatch',
    'jailhouse: Configuration revision mismatch',
    { about: 'revision-mismatch' },
  ],
  [
    'architecture-mismatch',
    'jailhouse: Configuration architecture mismatch',
    { about: 'architecture-mismatch' },
  ],
  ['no-hyp-mode', 'jailhouse: HYP mode not available', { operation: 'enable' }],
  ['vtx-disabled', 'jailhouse: VT-x disabled by Firmware/BIOS', { operation: 'enable' }],
  [
    'no-virtualization',
    'jailhouse: Missing or unsupported HVM technology',
    { operation: 'enable' },
  ],
  [
    'memory-not-reserved',
    'jailhouse: request_mem_region failed for hypervisor memory.',
    { about: 'memory-not-reserved' },
  ],
  [
    'memory-not-reserved',
    'jailhouse: Did you reserve the memory with "memmap=" or "mem="?',
    { about: 'memory-not-reserved' },
  ],
  [
    'memory-not-mapped',
    'jailhouse: Unable to map RAM reserved for hypervisor at 3a000000',
    { address: 0x3a000000n },
  ],
  [
    'image-missing',
    'jailhouse: Missing hypervisor image jailhouse-intel.bin',
    { name: 'jailhouse-intel.bin' },
  ],
  [
    'clock-not-mapped',
    'jailhouse: Unable to map clock register at 01c2006c',
    { address: 0x1c2006cn },
  ],
  [
    'console-not-mapped',
    'jailhouse: Unable to map hypervisor debug console at 09000000',
    { address: 0x9000000n },
  ],
  [
    'cell-memory-not-mapped',
    'jailhouse: Unable to map cell RAM at 3bd00000 for image loading',
    { operation: 'load', address: 0x3bd00000n },
  ],
  [
    'cpu-not-online',
    'Jailhouse: failed to bring CPU 3 back online',
    { cpu: 3, operation: 'destroy' },
  ],
  ['cell-not-destroyed', 'Jailhouse: failed to destroy cell "apic-demo"', { name: 'apic-demo' }],
  [
    'pci-device-in-use',
    'jailhouse: failed to unbind driver of 0000:00:1b.0',
    { operation: 'create', name: '00:1b.0' },
  ],
  [
    'virtual-host-failed',
    'jailhouse: Failed to add virtual host controller',
    { operation: 'enable' },
  ],
  [
    'virtual-host-failed',
    'jailhouse: CONFIG_OF_OVERLAY disabled',
    { about: 'virtual-host-failed' },
  ],
  [
    'undefined-symbol',
    'jailhouse: Unknown symbol ioremap_page_range (err -2)',
    { name: 'ioremap_page_range' },
  ],
  ['images-do-not-fit', 'RuntimeError: No space found to load all images', { operation: 'linux' }],
  [
    'shared-memory-probe',
    'ivshmem-net: probe of 0000:00:00.0 failed with error -28',
    { about: 'shared-memory-probe', name: '00:00.0' },
  ],
  [
    'no-room-for-bar',
    'pci 0001:00:00.0: BAR 0: no space for [mem size 0x00010000]',
    { about: 'no-room-for-bar', name: '00:00.0' },
  ],
  [
    'number-too-large',
    "struct.error: 'I' format requires 0 <= number <= 4294967295",
    { about: 'number-too-large' },
  ],
];

const lifecycle: readonly Sample[] = [
  [
    'initializing',
    'Initializing Jailhouse hypervisor v0.12 (314-g5a3b) on CPU 2',
    { kind: 'lifecycle', stage: 'initializing', cpu: 2 },
  ],
  ['initializing', 'Initializing Cellblock hypervisor on CPU 0', { cpu: 0 }],
  ['code-location', 'Code location: 0xfffffffff0000050', { stage: 'code-location' }],
  [
    'page-pool',
    'Page pool usage after early setup: mem 39/974, remap 0/131072',
    { stage: 'page-pool' },
  ],
  ['processors', 'Initializing processors:', { stage: 'processors' }],
  ['processor', ' CPU 3... OK', { cpu: 3, isFine: true }],
  ['processor', ' CPU 1... (APIC ID 2) FAILED', { cpu: 1, isFine: false }],
  ['processor', ' CPU 0... ', { cpu: 0, isFine: undefined }],
  ['unit', 'Initializing unit: ARM SMMU v3', { name: 'ARM SMMU v3' }],
  ['activating', 'Activating hypervisor', { stage: 'activating' }],
  ['cell-created', 'Created cell "inmate-demo"', { name: 'inmate-demo' }],
  ['cell-loadable', 'Cell "inmate-demo" can be loaded', { name: 'inmate-demo' }],
  ['cell-started', 'Started cell "inmate-demo"', { name: 'inmate-demo' }],
  ['cell-closing', 'Closing cell "inmate-demo"', { name: 'inmate-demo' }],
  ['shutting-down', 'Shutting down hypervisor', {}],
  ['cpu-released', ' Releasing CPU 1', { cpu: 1 }],
  ['pci-device-added', 'Adding PCI device 00:1b.0 to cell "pci-demo"', { name: '00:1b.0' }],
  ['pci-device-added', 'Adding virtual PCI device 00:0e.0 to cell "linux"', { name: '00:0e.0' }],
  ['pci-device-removed', 'Removing PCI device 00:1b.0 from cell "RootCell"', { name: '00:1b.0' }],
  [
    'shared-memory',
    'Shared memory connection established, peer cells:',
    { stage: 'shared-memory' },
  ],
  ['sipi', 'CPU 2 received SIPI, vector 98', { cpu: 2 }],
  [
    'interrupts-reserved',
    'Reserving 4 interrupt(s) for device 01:00.0 at index 136',
    { name: '01:00.0' },
  ],
  ['cache', 'CAT: Using COS 1 with bitmask 00000003 for cell apic-demo', { stage: 'cache' }],
  ['apic-mode', 'Using x2APIC', { stage: 'apic-mode' }],
  ['apic-mode', 'Using xAPIC', { stage: 'apic-mode' }],
  ['sdei', 'Using SDEI-based management interrupt', { stage: 'sdei' }],
  ['driver-opened', 'The Jailhouse is opening.', { stage: 'driver-opened' }],
  ['driver-closed', 'The Jailhouse was closed.', { stage: 'driver-closed' }],
  ['driver-cell-created', 'Created Jailhouse cell "inmate-demo"', { name: 'inmate-demo' }],
  ['driver-cell-destroyed', 'Destroyed Jailhouse cell "inmate-demo"', { name: 'inmate-demo' }],
];

const warnings: readonly Sample[] = [
  [
    'memory-not-returned',
    'WARNING: Failed to re-assign memory region to root cell',
    { kind: 'warning', about: 'memory-not-returned' },
  ],
  [
    'memory-cannot-return',
    "WARNING: 0x7fa00000 + 0x10000 can't return to root",
    { about: 'memory-not-returned', range: { start: 0x7fa00000n, end: 0x7fa10000n } },
  ],
  [
    'memory-not-of-root',
    `WARNING: cell "demo" takes 0x60000000 + 0x1000, which isn't root's`,
    { cell: 'demo', range: { start: 0x60000000n, end: 0x60001000n } },
  ],
  [
    'pci-not-returned',
    'WARNING: Failed to re-assign PCI device to root cell',
    { about: 'pci-not-returned' },
  ],
  [
    'mmio-overflow',
    'WARNING: Overflow during MMIO region registration!',
    { about: 'mmio-overflow' },
  ],
  [
    'pvu-unmap',
    'WARNING: PVU cannot unmap memory at runtime for cell linux-demo',
    { about: 'iommu', cell: 'linux-demo' },
  ],
  [
    'smmu-size',
    'WARNING: SMMU size 0x10000 differs from the configured 0x20000',
    { about: 'iommu' },
  ],
  [
    'reply-timeout',
    'Timeout expired while waiting for reply from target cell',
    { about: 'reply-timeout' },
  ],
  ['console-gap', '<missed 19096 bytes of console log>', { about: 'console-gap' }],
  [
    'comm-abi-mismatch',
    '1   old-demo                Comm ABI mismatch 1',
    { about: 'comm-abi-mismatch', name: 'old-demo' },
  ],
  ['warning', 'WARNING: something new', { about: 'other' }],
];

export const samples: readonly Sample[] = [
  ...cellSamples,
  ...devices,
  ...hypervisor,
  ...driver,
  ...lifecycle,
  ...warnings,
];
