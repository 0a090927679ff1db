/* SPDX-License-Identifier: MIT */
/*
 * A second Linux on AMD's Seattle: CPUs 6 and 7, 511 MiB of RAM, the second
 * Ethernet port, the UART with its interrupt and a network to the root cell.
 * The root cell's Linux must not drive that port.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "amd-seattle.h"

enum {
	NET_LINK,
	UART = NET_LINK + NET_LINK_REGIONS,
	GIC_V2M,
	XGMAC1,
	XGMAC1_PHY_RX,
	XGMAC1_PHY_TX,
	LOADER_RAM,
	RAM,
	COMM_REGION,
	NUM_REGIONS
};

struct {
	struct jailhouse_cell_desc cell;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_irqchip irqchips[2];
	struct jailhouse_pci_device pci_devices[1];
} __attribute__((packed)) config = {
	.cell = {
		.signature = JAILHOUSE_CELL_DESC_SIGNATURE,
		.architecture = JAILHOUSE_ARM64,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.name = "linux-demo",
		/* Linux reads no messages, so it is not asked to stop. */
		.flags = JAILHOUSE_CELL_PASSIVE_COMMREG |
			 JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED,

		.cpu_set_size = sizeof(config.cpus),
		.num_memory_regions = ARRAY_SIZE(config.mem_regions),
		.num_irqchips = ARRAY_SIZE(config.irqchips),
		.num_pci_devices = ARRAY_SIZE(config.pci_devices),

		.console = {
			.address = UART_BASE,
			.size = UART_SIZE,
			.type = JAILHOUSE_CON_TYPE_PL011,
			.flags = JAILHOUSE_CON_ACCESS_MMIO |
				 JAILHOUSE_CON_REGDIST_4,
		},
	},

	.cpus = {
		0b11000000,
	},

	.mem_regions = {
		[NET_LINK] = JAILHOUSE_SHMEM_NET_REGIONS(NET_LINK_BASE, 1),
		[UART] = {
			.phys_start = UART_BASE,
			.virt_start = UART_BASE,
			.size = UART_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_IO | JAILHOUSE_MEM_ROOTSHARED,
		},
		[GIC_V2M] = {
			.phys_start = GIC_V2M_BASE,
			.virt_start = GIC_V2M_BASE,
			.size = 4 * KIB,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_IO |
				JAILHOUSE_MEM_ROOTSHARED,
		},
		[XGMAC1] = {
			.phys_start = XGMAC1_BASE,
			.virt_start = XGMAC1_BASE,
			.size = XGMAC1_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_IO,
		},
		[XGMAC1_PHY_RX] = {
			.phys_start = XGMAC1_PHY_RX_BASE,
			.virt_start = XGMAC1_PHY_RX_BASE,
			.size = XGMAC1_PHY_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_IO,
		},
		[XGMAC1_PHY_TX] = {
			.phys_start = XGMAC1_PHY_TX_BASE,
			.virt_start = XGMAC1_PHY_TX_BASE,
			.size = XGMAC1_PHY_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_IO,
		},
		/* The loader starts at the CPUs' reset address. */
		[LOADER_RAM] = {
			.phys_start = LINUX_LOADER_RAM,
			.virt_start = 0,
			.size = SMALL_RAM_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_LOADABLE,
		},
		[RAM] = {
			.phys_start = LINUX_DEMO_RAM,
			.virt_start = LINUX_DEMO_RAM,
			.size = LINUX_DEMO_RAM_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_DMA |
				JAILHOUSE_MEM_LOADABLE,
		},
		[COMM_REGION] = {
			.virt_start = 0x80000000,
			.size = 4 * KIB,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_COMM_REGION,
		},
	},

	.irqchips = {
		/* SPIs 0 to 127 */ {
			.address = GICD_BASE,
			.pin_base = GIC_FIRST_SPI,
			.pin_bitmap = {
				/* MSIs of the network to the root cell */
				[SPI_WORD(NET_LINK_MSI_SPI)] =
					SPI_BIT(NET_LINK_MSI_SPI) |
					SPI_BIT(NET_LINK_MSI_SPI + 1),
			},
		},
		/* SPIs 256 to 383 */ {
			.address = GICD_BASE,
			.pin_base = GIC_FIRST_SPI + 256,
			.pin_bitmap = {
				/* UART; the port, its PHY, four DMA channels */
				[SPI_WORD(UART_SPI)] =
					SPI_BIT(UART_SPI) |
					SPI_BIT(XGMAC1_SPI) |
					SPI_BIT(XGMAC1_PHY_SPI) |
					SPI_BIT(XGMAC1_DMA_SPI) |
					SPI_BIT(XGMAC1_DMA_SPI + 1) |
					SPI_BIT(XGMAC1_DMA_SPI + 2) |
					SPI_BIT(XGMAC1_DMA_SPI + 3),
			},
		},
	},

	.pci_devices = {
		/* network */ {
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.domain = PCI_DOMAIN,
			.bdf = NET_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_MSIX,
			/* state changes, then data */
			.num_msix_vectors = 2,
			.shmem_regions_start = NET_LINK,
			.shmem_dev_id = 1,
			.shmem_peers = NET_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_VETH,
		},
	},
};
