/* SPDX-License-Identifier: MIT */
/*
 * The other end of the ivshmem demo on QEMU's q35 machine: CPU 2, 1 MiB of RAM
 * and the link to ivshmem-demo and to the root cell.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "qemu-x86.h"

enum {
	DEMO_LINK,
	RAM = DEMO_LINK + DEMO_LINK_REGIONS,
	COMM_REGION,
	NUM_REGIONS
};

#define OWN_ID			2

struct {
	struct jailhouse_cell_desc cell;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_pio pio_regions[1];
	struct jailhouse_pci_device pci_devices[1];
} __attribute__((packed)) config = {
	.cell = {
		.signature = JAILHOUSE_CELL_DESC_SIGNATURE,
		.architecture = JAILHOUSE_X86,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.name = "ivshmem-peer",
		.flags = JAILHOUSE_CELL_PASSIVE_COMMREG |
			 JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED |
			 JAILHOUSE_CELL_VIRTUAL_CONSOLE_ACTIVE,

		.cpu_set_size = sizeof(config.cpus),
		.num_memory_regions = ARRAY_SIZE(config.mem_regions),
		.num_pio_regions = ARRAY_SIZE(config.pio_regions),
		.num_pci_devices = ARRAY_SIZE(config.pci_devices),

		.console = {
			.address = SERIAL_1,
			.type = JAILHOUSE_CON_TYPE_8250,
			.flags = JAILHOUSE_CON_ACCESS_PIO |
				 JAILHOUSE_CON_REGDIST_1,
		},
	},

	.cpus = {
		0b0100,
	},

	.mem_regions = {
		[DEMO_LINK] = DEMO_LINK_MEMORY(OWN_ID),
		[RAM] = {
			.phys_start = IVSHMEM_PEER_RAM,
			.virt_start = 0,
			.size = CELL_RAM_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_LOADABLE,
		},
		[COMM_REGION] = {
			.virt_start = COMM_REGION_ADDRESS,
			.size = COMM_REGION_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_COMM_REGION,
		},
	},

	.pio_regions = {
		PIO_RANGE(SERIAL_1, SERIAL_PORTS),
	},

	.pci_devices = {
		{
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.bdf = DEMO_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_MSIX,
			.num_msix_vectors = DEMO_LINK_VECTORS,
			.shmem_regions_start = DEMO_LINK,
			.shmem_dev_id = OWN_ID,
			.shmem_peers = DEMO_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_UNDEFINED,
		},
	},
};
