/* SPDX-License-Identifier: MIT */
/*
 * A cell for small bare-metal inmates on the Banana Pi: CPU 1, 64 KiB of RAM
 * and UARTs 4 to 7.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "bananapi.h"

enum {
	CLOCK_GATE,
	UARTS,
	RAM,
	COMM_REGION,
	NUM_REGIONS
};

struct {
	struct jailhouse_cell_desc cell;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
} __attribute__((packed)) config = {
	.cell = {
		.signature = JAILHOUSE_CELL_DESC_SIGNATURE,
		.architecture = JAILHOUSE_ARM,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.name = "inmate-demo",
		.flags = JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED,

		.cpu_set_size = sizeof(config.cpus),
		.num_memory_regions = ARRAY_SIZE(config.mem_regions),

		.console = {
			.address = UART7_BASE,
			.size = UART7_SIZE,
			.type = JAILHOUSE_CON_TYPE_8250,
			.flags = JAILHOUSE_CON_ACCESS_MMIO |
				 JAILHOUSE_CON_REGDIST_4,
			/* 24 MHz / 16 / 13: 115200 baud */
			.divider = 13,
			.gate_nr = APB1_GATE_UART7,
			.clock_reg = APB1_GATE,
		},
	},

	.cpus = {
		0b10,
	},

	.mem_regions = {
		/* to switch on the clock of UART 7 */
		[CLOCK_GATE] = {
			.phys_start = APB1_GATE,
			.virt_start = APB1_GATE,
			.size = APB1_GATE_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_IO | JAILHOUSE_MEM_IO_32 |
				JAILHOUSE_MEM_ROOTSHARED,
		},
		[UARTS] = {
			.phys_start = CELL_UARTS_BASE,
			.virt_start = CELL_UARTS_BASE,
			.size = CELL_UARTS_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_IO,
		},
		[RAM] = {
			.phys_start = INMATE_DEMO_RAM,
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
};
