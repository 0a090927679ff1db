/* SPDX-License-Identifier: MIT */
/*
 * System and root cell of ARM's Versatile Express with four Cortex-A15, a
 * GICv2 and 2 GiB of RAM, as the RTSM model has them and QEMU:
 *
 *   qemu-system-arm -M vexpress-a15,virtualization=on,secure=off -smp 4 -m 2G
 *
 * A Linux in the root cell must be told to leave the RAM above 1536 MiB to the
 * cells and the hypervisor, by mem=1536M on its command line.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "vexpress.h"

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
	FLASH,
	PSRAM,
	VIDEO_RAM,
	ETHERNET,
	USB,
	SYSTEM_REGISTERS,
	SYSTEM_CONTROLLER,
	PCIE_I2C,
	AUDIO,
	MMC,
	KEYBOARD,
	MOUSE,
	UART0,
	UART1,
	UART2,
	UART3,
	WATCHDOG,
	TIMERS,
	VIRTIO_MMIO,
	DVI_I2C,
	RTC,
	COMPACT_FLASH,
	LCD,
	TILE_HDLCD,
	TILE_WATCHDOG,
	TILE_MEMORY_CONTROLLER,
	TILE_DMA,
	TILE_STATIC_MEMORY,
	MEMORY,
	CELLS,
	NUM_REGIONS
};

struct {
	struct jailhouse_system header;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_irqchip irqchips[1];
} __attribute__((packed)) config = {
	.header = {
		.signature = JAILHOUSE_SYSTEM_SIGNATURE,
		.architecture = JAILHOUSE_ARM,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.flags = JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE,
		.hypervisor_memory = {
			.phys_start = 0xfc000000,
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
			.arm = {
				.gic_version = 2,
				.gicd_base = GICD_BASE,
				.gicc_base = 0x2c002000,
				.gich_base = 0x2c004000,
				.gicv_base = 0x2c006000,
				.maintenance_irq = 25,
			},
		},
		.root_cell = {
			.name = "vexpress",

			.cpu_set_size = sizeof(config.cpus),
			.num_memory_regions = ARRAY_SIZE(config.mem_regions),
			.num_irqchips = ARRAY_SIZE(config.irqchips),
		},
	},

	.cpus = {
		0b1111,
	},

	.mem_regions = {
		[FLASH] = MMIO(0x08000000, 128 * MIB),
		[PSRAM] = MMIO(0x14000000, 32 * MIB),
		[VIDEO_RAM] = MMIO(0x18000000, 8 * MIB),
		[ETHERNET] = MMIO(0x1a000000, 64 * KIB),
		[USB] = MMIO(0x1b000000, 128 * KIB),
		[SYSTEM_REGISTERS] = MMIO(0x1c010000, 64 * KIB),
		[SYSTEM_CONTROLLER] = MMIO(0x1c020000, 64 * KIB),
		[PCIE_I2C] = MMIO(0x1c030000, 4 * KIB),
		[AUDIO] = MMIO(0x1c040000, 4 * KIB),
		[MMC] = MMIO(0x1c050000, 4 * KIB),
		[KEYBOARD] = MMIO(0x1c060000, 64 * KIB),
		[MOUSE] = MMIO(0x1c070000, 64 * KIB),
		[UART0] = MMIO(UART_BASE, UART_SIZE),
		[UART1] = MMIO(UART1_BASE, UART_SIZE),
		[UART2] = MMIO(UART2_BASE, UART_SIZE),
		[UART3] = MMIO(UART3_BASE, UART_SIZE),
		[WATCHDOG] = MMIO(0x1c0f0000, 4 * KIB),
		[TIMERS] = MMIO(0x1c110000, 128 * KIB),
		[VIRTIO_MMIO] = MMIO(0x1c130000, 4 * KIB),
		[DVI_I2C] = MMIO(0x1c160000, 4 * KIB),
		[RTC] = MMIO(0x1c170000, 4 * KIB),
		[COMPACT_FLASH] = MMIO(0x1c1a0000, 4 * KIB),
		[LCD] = MMIO(0x1c1f0000, 4 * KIB),
		/* from here on, devices of the tile that holds the CPUs */
		[TILE_HDLCD] = MMIO(0x2b000000, 4 * KIB),
		[TILE_WATCHDOG] = MMIO(0x2b060000, 4 * KIB),
		[TILE_MEMORY_CONTROLLER] = MMIO(0x2b0a0000, 4 * KIB),
		[TILE_DMA] = MMIO(0x7ffb0000, 4 * KIB),
		[TILE_STATIC_MEMORY] = MMIO(0x7ffd0000, 4 * KIB),
		[MEMORY] = RAM(0x80000000, 1536 * MIB),
		/* The root cell loads the cells, so their RAM is its own. */
		[CELLS] = RAM(CELLS_RAM, CELLS_RAM_SIZE),
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
	},
};
