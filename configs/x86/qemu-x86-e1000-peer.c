/* SPDX-License-Identifier: MIT */
/*
 * The other end of the network demo on QEMU's q35 machine: CPU 3, 1 MiB of
 * RAM, which its network controller may read and write by DMA, and that
 * controller. The end of the wire is in the cell e1000-demo.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "qemu-x86.h"

enum {
	RAM,
	COMM_REGION,
	NIC,
	NUM_REGIONS
};

struct {
	struct jailhouse_cell_desc cell;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_pio pio_regions[2];
	struct jailhouse_pci_device pci_devices[1];
} __attribute__((packed)) config = {
	.cell = {
		.signature = JAILHOUSE_CELL_DESC_SIGNATURE,
		.architecture = JAILHOUSE_X86,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.name = "e1000-peer",
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
		0b1000,
	},

	.mem_regions = {
		[RAM] = {
			.phys_start = E1000_PEER_RAM,
			.virt_start = 0,
			.size = CELL_RAM_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_DMA |
				JAILHOUSE_MEM_LOADABLE,
		},
		[COMM_REGION] = {
			.virt_start = COMM_REGION_ADDRESS,
			.size = COMM_REGION_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_COMM_REGION,
		},
		[NIC] = {
			.phys_start = E1000_PEER_REGISTERS,
			.virt_start = E1000_PEER_REGISTERS,
			.size = E1000_REGISTERS_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE,
		},
	},

	.pio_regions = {
		PIO_RANGE(SERIAL_1, SERIAL_PORTS),
		PIO_RANGE(E1000_PEER_PORTS, E1000_NUM_PORTS),
	},

	.pci_devices = {
		/* NIC */ {
			.type = JAILHOUSE_PCI_TYPE_DEVICE,
			.bdf = E1000_PEER_BDF,
			.bar_mask = E1000_BAR_MASKS,
		},
	},
};
