/* SPDX-License-Identifier: MIT */
/*
 * The cell of the APIC timer demo on QEMU's q35 machine: CPU 3 and 1 MiB of
 * RAM. It is the one that answers messages: the demo rejects its first
 * shutdown and locks reconfiguration, which a passive communication region
 * would not let it.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "qemu-x86.h"

enum {
	RAM,
	COMM_REGION,
	NUM_REGIONS
};

struct {
	struct jailhouse_cell_desc cell;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_pio pio_regions[1];
} __attribute__((packed)) config = {
	.cell = {
		.signature = JAILHOUSE_CELL_DESC_SIGNATURE,
		.architecture = JAILHOUSE_X86,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.name = "apic-demo",
		.flags = JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED |
			 JAILHOUSE_CELL_VIRTUAL_CONSOLE_ACTIVE,

		.cpu_set_size = sizeof(config.cpus),
		.num_memory_regions = ARRAY_SIZE(config.mem_regions),
		.num_pio_regions = ARRAY_SIZE(config.pio_regions),

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
			.phys_start = APIC_DEMO_RAM,
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
};
