// SPDX-License-Identifier: MIT
// The guide to the arrays behind a cell's descriptor.
import type { RecordGuide } from './field-guide.js';

export const memoryGuide: RecordGuide = {
  meaning: 'A range of addresses that the cell has, and what it may do there.',
  fields: {
    phys_start: {
      meaning: 'Where the memory or the device really is.',
      rules: [
        'Memory of the hypervisor, and of devices that it intercepts, is refused (EINVAL).',
        'Memory that is private to another cell is refused (EBUSY).',
        'For a communication region it means nothing: the hypervisor brings the page.',
        'Start and size are multiples of 4 KiB, or both addresses lie alike in their pages.',
      ],
    },
    virt_start: {
      meaning: 'Where the cell sees it. A root cell sees memory where it is.',
      rules: ['Two regions of a cell at one address: which of them counts is left open.'],
    },
    size: {
      meaning: 'How long it is.',
      unit: 'bytes',
      rules: [
        '0 makes the entry a place holder, which is skipped.',
        'What is not made of whole pages traps on every access, and takes IO_* flags.',
      ],
    },
    flags: {
      meaning: 'What the cell, its devices and the root cell may do there.',
      rules: [
        'LOADABLE is for cells other than the root cell.',
        'COMM_REGION stands with READ and WRITE and nothing that makes it memory.',
        'An access that no flag allows parks the CPU.',
      ],
      constants: /^JAILHOUSE_MEM_(?!IO_WIDTH_SHIFT)\w+$/,
    },
  },
};

export const cacheGuide: RecordGuide = {
  meaning: 'x86: a part of the last-level cache that the cell has to itself.',
  fields: {
    start: { meaning: 'The first way.', unit: 'bits of the capacity mask' },
    size: {
      meaning: 'How many ways.',
      unit: 'bits of the capacity mask',
      rules: ['Not 0, and within the mask of the processor (EINVAL).'],
    },
    type: {
      meaning: 'Which cache.',
      rules: ['L3, code and data together, is all that is supported (EINVAL).'],
      constants: /^JAILHOUSE_CACHE_L3\w*$/,
    },
    padding: { meaning: 'Fills the record; 0.' },
    flags: {
      meaning: 'Whether the root cell keeps this part, too.',
      constants: /^JAILHOUSE_CACHE_ROOTSHARED$/,
    },
  },
};

export const irqchipGuide: RecordGuide = {
  meaning: 'Interrupts of one interrupt controller that the cell has to itself.',
  fields: {
    address: {
      meaning: 'Where the controller is: the GIC’s distributor, an IOAPIC’s registers.',
    },
    id: {
      meaning:
        'x86: index of the IOMMU in the upper 16 bits, requester id of the IOAPIC in the lower. Arm: not used.',
    },
    pin_base: {
      meaning: 'The interrupt that bit 0 of the bitmap stands for. Arm: a GIC id, 32 is SPI 0.',
      rules: ['Arm: a multiple of 32, at most 896 (EINVAL).', 'x86: 0 (EINVAL).'],
    },
    pin_bitmap: {
      meaning: '128 bits, one for each interrupt from pin_base on; bit 0 of the first word first.',
      rules: [
        'An interrupt belongs to one cell (EBUSY where it is taken).',
        'x86: an IOAPIC has at most 120 pins (EIO).',
      ],
    },
  },
};

export const pioGuide: RecordGuide = {
  meaning: 'x86: ports that the cell may use. All others stop it.',
  fields: {
    base: { meaning: 'The first port.' },
    length: { meaning: 'How many ports.', rules: ['The last one is at most 0xffff.'] },
  },
};

export const pciDeviceGuide: RecordGuide = {
  meaning: 'A PCI device that the cell has, real or virtual (ivshmem).',
  fields: {
    type: { meaning: 'What it is.', constants: /^JAILHOUSE_PCI_TYPE_\w+$/ },
    iommu: {
      meaning: 'Index of its IOMMU in iommu_units.',
      rules: ['An entry that is unused leaves the device without DMA.'],
    },
    domain: {
      meaning: 'The PCI domain; that of a virtual host is the system’s pci_domain.',
    },
    bdf: {
      meaning: 'Its address: bus << 8 | device << 3 | function.',
      rules: [
        'A real device belongs to one cell, and the root cell must have it.',
        'ivshmem devices of different cells are linked by equal numbers here.',
        'A slot that is taken is refused (EBUSY).',
      ],
    },
    bar_mask: {
      meaning:
        'For each base address register the bits that can be written; a 64-bit register takes two words.',
      constants: /^JAILHOUSE_IVSHMEM_BAR_MASK_\w+$/,
    },
    caps_start: {
      meaning: 'Index of its first entry in the cell’s array of capabilities.',
      rules: ['Devices that have the same capabilities may share them.'],
    },
    num_caps: {
      meaning: 'How many capabilities it has.',
      rules: ['caps_start + num_caps is at most num_pci_caps.'],
    },
    num_msi_vectors: { meaning: 'How many MSI vectors it can use.' },
    msi_64bits: { meaning: '1: its MSI capability has 64-bit addresses.' },
    msi_maskable: { meaning: '1: its MSI vectors can be masked one by one.' },
    num_msix_vectors: {
      meaning: 'How many MSI-X vectors it has.',
      rules: ['ivshmem: at most 16 (EINVAL). On x86 it needs at least 1 to interrupt anybody.'],
    },
    msix_region_size: { meaning: 'How long its MSI-X table is.', unit: 'bytes, of whole pages' },
    msix_address: {
      meaning: 'Where its MSI-X table is. The hypervisor intercepts that page.',
      rules: ['No memory region of the cell may cover it.'],
    },
    shmem_regions_start: {
      meaning:
        'ivshmem: index of the memory region with the state table. Behind it: the section that all write, then an output section for each peer.',
      rules: ['shmem_regions_start + 2 + shmem_peers is at most num_memory_regions (EINVAL).'],
    },
    shmem_dev_id: {
      meaning: 'ivshmem: the number of this peer, from 0.',
      rules: ['Below shmem_peers and below 12 (EINVAL), and different for every peer of a link.'],
    },
    shmem_peers: {
      meaning: 'ivshmem: how many peers the link has.',
      rules: ['At most 12, and the same at every peer.'],
    },
    shmem_protocol: {
      meaning: 'ivshmem: what the peers speak.',
      rules: ['The same at both ends; virtio has a front and a back.'],
      constants: /^(JAILHOUSE_SHMEM_PROTO_\w+|VIRTIO_DEV_\w+)$/,
    },
  },
};

export const pciCapabilityGuide: RecordGuide = {
  meaning: 'A capability in a PCI device’s configuration space, and whether it may be written.',
  fields: {
    id: {
      meaning: 'Which capability; those of PCI Express have bit 15 set.',
      constants: /^(PCI_(EXT_)?CAP_ID_\w+|JAILHOUSE_PCI_EXT_CAP)$/,
    },
    start: { meaning: 'Where it starts in the configuration space.', unit: 'bytes' },
    len: { meaning: 'How long it is.', unit: 'bytes' },
    flags: {
      meaning: 'Whether the cell may write it.',
      constants: /^JAILHOUSE_PCICAPS_\w+$/,
    },
  },
};

export const streamIdGuide: RecordGuide = {
  meaning: 'Arm: a stream of DMA that belongs to the cell, as the IOMMU numbers them.',
  fields: {
    id: { meaning: 'The stream id.', rules: ['Within what the SMMU has (EINVAL).'] },
    mmu500: { meaning: 'For MMU-500: an id, and the bits of it that do not count.' },
  },
};

export const mmu500Guide: RecordGuide = {
  meaning: 'Stream ids as the MMU-500 matches them.',
  fields: {
    id: { meaning: 'The stream id.' },
    mask_out: {
      meaning: 'Bits that are ignored when ids are compared.',
      unit: '15 bits',
    },
  },
};
