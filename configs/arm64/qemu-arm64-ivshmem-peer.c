/* SPDX-License-Identifier: MIT */
/*
 * The other end of the demo of shared memory, on QEMU's virt machine: CPU 3
 * and 64 KiB of RAM. It can run beside ivshmem-demo.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "qemu-arm64.h"

enum {
	DEMO_LINK,
	UART = DEMO_LINK + DEMO_LINK_REGIONS,
	RAM,
	COMM_REGION,
	NUM_REGIONS
};

struct {
	struct jailhouse_cell_desc cell;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_irqchip irqchips[1];
	struct jailhouse_pci_device pci_devices[1];
} __attribute__((packed)) config = {
	.cell = {
		.signature = JAILHOUSE_CELL_DESC_SIGNATURE,
		.architecture = JAILHOUSE_ARM64,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.name = "ivshmem-peer",
		.flags = JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED |
			 JAILHOUSE_CELL_VIRTUAL_CONSOLE_ACTIVE,

		.cpu_set_size = sizeof(config.cpus),
		.num_memory_regions = ARRAY_SIZE(config.mem_regions),
		.num_irqchips = ARRAY_SIZE(config.irqchips),
		.num_pci_devices = ARRAY_SIZE(config.pci_devices),

		.vpci_irq_base = IVSHMEM_PEER_VPCI_SPI,

		.console = {
			.address = UART_BASE,
			.size = UART_SIZE,
			.type = JAILHOUSE_CON_TYPE_PL011,
			.flags = JAILHOUSE_CON_ACCESS_MMIO |
				 JAILHOUSE_CON_REGDIST_4,
		},
	},

	.cpus = {
		0b1000,
	},

	.mem_regions = {
		[DEMO_LINK] = DEMO_LINK_MEMORY(2),
		[UART] = {
			.phys_start = UART_BASE,
			.virt_start = UART_BASE,
			.size = UART_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_IO | JAILHOUSE_MEM_ROOTSHARED,
		},
		[RAM] = {
			.phys_start = IVSHMEM_PEER_RAM,
			.virt_start = 0,
			.size = SMALL_RAM_SIZE,
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
		/* SPIs 128 to 255 */ {
			.address = GICD_BASE,
			.pin_base = GIC_FIRST_SPI + 128,
			.pin_bitmap = {
				/* INTA of the link */
				[SPI_WORD(IVSHMEM_PEER_VPCI_SPI)] =
					SPI_BIT(IVSHMEM_PEER_VPCI_SPI),
			},
		},
	},

	.pci_devices = {
		/* link of the demos */ {
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.domain = VPCI_DOMAIN,
			.bdf = DEMO_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_INTX,
			.shmem_regions_start = DEMO_LINK,
			.shmem_dev_id = 2,
			.shmem_peers = DEMO_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_UNDEFINED,
		},
	},
};
