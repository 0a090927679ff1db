/* SPDX-License-Identifier: MIT */
/*
 * System and root cell of the Xilinx ZCU102: Zynq UltraScale+ with four
 * Cortex-A53, a GIC-400 and an MMU-500, 4 GiB of RAM. QEMU has most of it, but
 * no MMU-500:
 *
 *   qemu-system-aarch64 -M xlnx-zcu102,virtualization=on -m 4G
 *
 * The device tree of a Linux in the root cell must reserve 1 GiB from
 * 0x800000000 on. mem= cannot do that, because RAM follows which the root cell
 * keeps.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "zynqmp-zcu102.h"

/* Registers that the root cell uses directly. */
#define MMIO(start, length) \
	{ \
		.phys_start = (start), \
		.virt_start = (start), \
		.size = (length), \
		.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE | \
			JAILHOUSE_MEM_IO, \
	}

/* Memory of the root cell, at the same address for everybody. */
#define RAM(start, length) \
	{ \
		.phys_start = (start), \
		.virt_start = (start), \
		.size = (length), \
		.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE | \
			JAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_DMA, \
	}

enum {
	NET_LINK,
	FPD = NET_LINK + NET_LINK_REGIONS,
	FPD_REST_AND_LPD,
	PCIE_ECAM,
	MEMORY_LOW,
	CELLS,
	MEMORY_HIGH,
	NUM_REGIONS
};

struct {
	struct jailhouse_system header;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_irqchip irqchips[2];
	struct jailhouse_pci_device pci_devices[1];
	union jailhouse_stream_id stream_ids[3];
} __attribute__((packed)) config = {
	.header = {
		.signature = JAILHOUSE_SYSTEM_SIGNATURE,
		.architecture = JAILHOUSE_ARM64,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.flags = JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE,
		.hypervisor_memory = {
			.phys_start = 0x800000000,
			.size = 16 * MIB,
		},
		.debug_console = {
			.address = UART_BASE,
			.size = UART_SIZE,
			.type = JAILHOUSE_CON_TYPE_XUARTPS,
			.flags = JAILHOUSE_CON_ACCESS_MMIO |
				 JAILHOUSE_CON_REGDIST_4,
		},
		.platform_info = {
			.pci_mmconfig_base = VPCI_BASE,
			.pci_mmconfig_end_bus = 0,
			.pci_is_virtual = 1,
			.pci_domain = VPCI_DOMAIN,
			.iommu_units = {
				/* MMU-500 of the FPD */ {
					.type = JAILHOUSE_IOMMU_ARM_MMU500,
					.base = 0xfd800000,
					.size = 128 * KIB,
				},
			},
			.arm = {
				.gic_version = 2,
				.gicd_base = GICD_BASE,
				.gicc_base = 0xf902f000,
				.gich_base = 0xf9040000,
				.gicv_base = 0xf906f000,
				.maintenance_irq = 25,
			},
		},
		.root_cell = {
			.name = "zynqmp-zcu102",

			.cpu_set_size = sizeof(config.cpus),
			.num_memory_regions = ARRAY_SIZE(config.mem_regions),
			.num_irqchips = ARRAY_SIZE(config.irqchips),
			.num_pci_devices = ARRAY_SIZE(config.pci_devices),
			.num_stream_ids = ARRAY_SIZE(config.stream_ids),

			.vpci_irq_base = ROOT_VPCI_SPI,
		},
	},

	.cpus = {
		0b1111,
	},

	.mem_regions = {
		[NET_LINK] = JAILHOUSE_SHMEM_NET_REGIONS(NET_LINK_BASE, 0),
		/* The MMU-500 behind it is not for cells. */
		[FPD] = MMIO(0xfd000000, 8 * MIB),
		[FPD_REST_AND_LPD] = MMIO(0xfd820000, 0x100000000 - 0xfd820000),
		/* the physical host, domain 0 */
		[PCIE_ECAM] = MMIO(0x8000000000, 16 * MIB),
		[MEMORY_LOW] = RAM(0x00000000, 2048 * MIB),
		/* The root cell loads the cells, so their RAM is its own. */
		[CELLS] = RAM(CELLS_RAM, CELLS_RAM_SIZE),
		[MEMORY_HIGH] = RAM(0x840000000, 1024 * MIB),
	},

	/* All SPIs; a cell takes those that its own configuration names. */
	.irqchips = {
		/* SPIs 0 to 127 */ {
			.address = GICD_BASE,
			.pin_base = GIC_FIRST_SPI,
			.pin_bitmap = {
				0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
			},
		},
		/* SPIs 128 to 255 */ {
			.address = GICD_BASE,
			.pin_base = GIC_FIRST_SPI + 128,
			.pin_bitmap = {
				0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
			},
		},
	},

	.pci_devices = {
		/* network */ {
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.domain = VPCI_DOMAIN,
			.bdf = NET_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_INTX,
			.shmem_regions_start = NET_LINK,
			.shmem_dev_id = 0,
			.shmem_peers = NET_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_VETH,
		},
	},

	.stream_ids = {
		/* USB 0 */ {
			.mmu500.id = 0x860,
			.mmu500.mask_out = 0x0,
		},
		/* USB 1 */ {
			.mmu500.id = 0x861,
			.mmu500.mask_out = 0x0,
		},
		/* SD, NAND, QSPI and the four GEM */ {
			.mmu500.id = 0x870,
			.mmu500.mask_out = 0xf,
		},
	},
};
