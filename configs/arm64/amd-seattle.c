/* SPDX-License-Identifier: MIT */
/*
 * System and root cell of AMD's Seattle: Opteron A1100 with eight Cortex-A57
 * and a GIC-400, 16 GiB of RAM.
 *
 * A Linux in the root cell must be told to leave the RAM above 15 GiB to the
 * cells, the hypervisor and the firmware, by mem=15G on its command line.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "amd-seattle.h"

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
	GPIO_3 = NET_LINK + NET_LINK_REGIONS,
	GPIO_4,
	SATA,
	SMMU_XGMAC0,
	XGMAC0,
	SMMU_XGMAC1,
	XGMAC1,
	UART,
	SPI_0,
	SPI_1,
	GPIO_1,
	GIC_V2M,
	XGMAC1_PHY_RX,
	XGMAC1_PHY_TX,
	CCN,
	MEMORY,
	CELLS,
	FIRMWARE,
	NUM_REGIONS
};

struct {
	struct jailhouse_system header;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_irqchip irqchips[3];
	struct jailhouse_pci_device pci_devices[3];
} __attribute__((packed)) config = {
	.header = {
		.signature = JAILHOUSE_SYSTEM_SIGNATURE,
		.architecture = JAILHOUSE_ARM64,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.flags = JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE,
		.hypervisor_memory = {
			.phys_start = 0x83e0000000,
			.size = 64 * MIB,
		},
		.debug_console = {
			.address = UART_BASE,
			.size = UART_SIZE,
			.type = JAILHOUSE_CON_TYPE_PL011,
			.flags = JAILHOUSE_CON_ACCESS_MMIO |
				 JAILHOUSE_CON_REGDIST_4,
		},
		.platform_info = {
			.pci_mmconfig_base = 0xf0000000,
			.pci_mmconfig_end_bus = 255,
			.pci_domain = PCI_DOMAIN,
			.arm = {
				.gic_version = 2,
				.gicd_base = GICD_BASE,
				.gicc_base = 0xe112f000,
				.gich_base = 0xe1140000,
				.gicv_base = 0xe116f000,
				.maintenance_irq = 25,
			},
		},
		.root_cell = {
			.name = "amd-seattle",

			.cpu_set_size = sizeof(config.cpus),
			.num_memory_regions = ARRAY_SIZE(config.mem_regions),
			.num_irqchips = ARRAY_SIZE(config.irqchips),
			.num_pci_devices = ARRAY_SIZE(config.pci_devices),
		},
	},

	.cpus = {
		0b11111111,
	},

	.mem_regions = {
		[NET_LINK] = JAILHOUSE_SHMEM_NET_REGIONS(NET_LINK_BASE, 0),
		[GPIO_3] = MMIO(0xe0030000, 4 * KIB),
		[GPIO_4] = MMIO(0xe0080000, 4 * KIB),
		[SATA] = MMIO(0xe0300000, 64 * KIB),
		[SMMU_XGMAC0] = MMIO(0xe0600000, 64 * KIB),
		[XGMAC0] = MMIO(0xe0700000, MIB),
		[SMMU_XGMAC1] = MMIO(0xe0800000, 64 * KIB),
		[XGMAC1] = MMIO(XGMAC1_BASE, XGMAC1_SIZE),
		[UART] = MMIO(UART_BASE, UART_SIZE),
		[SPI_0] = MMIO(0xe1020000, 4 * KIB),
		[SPI_1] = MMIO(0xe1030000, 4 * KIB),
		[GPIO_1] = MMIO(0xe1050000, 4 * KIB),
		[GIC_V2M] = MMIO(GIC_V2M_BASE, 4 * KIB),
		[XGMAC1_PHY_RX] = MMIO(XGMAC1_PHY_RX_BASE, XGMAC1_PHY_SIZE),
		[XGMAC1_PHY_TX] = MMIO(XGMAC1_PHY_TX_BASE, XGMAC1_PHY_SIZE),
		/* coherent interconnect */
		[CCN] = MMIO(0xe8000000, 16 * MIB),
		[MEMORY] = RAM(0x8000000000, 15360 * MIB),
		/* The root cell loads the cells, so their RAM is its own. */
		[CELLS] = RAM(CELLS_RAM, CELLS_RAM_SIZE),
		/* UEFI's runtime services, which the root cell calls */
		[FIRMWARE] = RAM(0x83f0000000, 256 * MIB),
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
		/* SPIs 256 to 383 */ {
			.address = GICD_BASE,
			.pin_base = GIC_FIRST_SPI + 256,
			.pin_bitmap = {
				0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
			},
		},
	},

	.pci_devices = {
		/* host bridge, 00:00.0 */ {
			.type = JAILHOUSE_PCI_TYPE_BRIDGE,
			.domain = PCI_DOMAIN,
			.bdf = 0 << 3,
		},
		/* dummy host bridge, 00:02.0 */ {
			.type = JAILHOUSE_PCI_TYPE_BRIDGE,
			.domain = PCI_DOMAIN,
			.bdf = 2 << 3,
		},
		/* network */ {
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.domain = PCI_DOMAIN,
			.bdf = NET_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_MSIX,
			/* state changes, then data */
			.num_msix_vectors = 2,
			.shmem_regions_start = NET_LINK,
			.shmem_dev_id = 0,
			.shmem_peers = NET_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_VETH,
		},
	},
};
