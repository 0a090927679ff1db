/* SPDX-License-Identifier: MIT */
/*
 * System and root cell of the Orange Pi Zero: Allwinner H2+ with four
 * Cortex-A7 and a GIC-400, 256 MiB of RAM. QEMU's orangepi-pc is nearest to
 * it.
 *
 * A Linux in the root cell must be told to leave the RAM above 128 MiB to the
 * cells and the hypervisor, by mem=128M on its command line.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "orangepi0.h"

/* Registers that the root cell uses directly. */
#define MMIO(start, length) \
	{ \
		.phys_start = (start), \
		.virt_start = (start), \
		.size = (length), \
		.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE | \
			JAILHOUSE_MEM_IO, \
	}

/* The same within a page: each access is checked; all have 32 bits. */
#define MMIO_32(start, length) \
	{ \
		.phys_start = (start), \
		.virt_start = (start), \
		.size = (length), \
		.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE | \
			JAILHOUSE_MEM_IO | JAILHOUSE_MEM_IO_32, \
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
	SYSTEM_DMA_MMC_USB = NET_LINK + NET_LINK_REGIONS,
	CLOCKS,
	GPIO_PORT_A,
	GPIO_REST,
	TIMERS,
	WATCHDOG,
	UARTS,
	I2C_AND_EMAC,
	RTC,
	LOW_POWER,
	MEMORY,
	CELLS,
	NUM_REGIONS
};

struct {
	struct jailhouse_system header;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_irqchip irqchips[1];
	struct jailhouse_pci_device pci_devices[1];
} __attribute__((packed)) config = {
	.header = {
		.signature = JAILHOUSE_SYSTEM_SIGNATURE,
		.architecture = JAILHOUSE_ARM,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.flags = JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE,
		.hypervisor_memory = {
			.phys_start = 0x4f800000,
			.size = 7 * MIB,
		},
		.debug_console = {
			.address = UART_BASE,
			.size = UART_SIZE,
			.type = JAILHOUSE_CON_TYPE_8250,
			.flags = JAILHOUSE_CON_ACCESS_MMIO |
				 JAILHOUSE_CON_REGDIST_4,
		},
		.platform_info = {
			.pci_mmconfig_base = VPCI_BASE,
			.pci_mmconfig_end_bus = 0,
			.pci_is_virtual = 1,
			.pci_domain = VPCI_DOMAIN,
			.arm = {
				.gic_version = 2,
				.gicd_base = GICD_BASE,
				.gicc_base = 0x01c82000,
				.gich_base = 0x01c84000,
				.gicv_base = 0x01c86000,
				.maintenance_irq = 25,
			},
		},
		.root_cell = {
			.name = "orangepi0",

			.cpu_set_size = sizeof(config.cpus),
			.num_memory_regions = ARRAY_SIZE(config.mem_regions),
			.num_irqchips = ARRAY_SIZE(config.irqchips),
			.num_pci_devices = ARRAY_SIZE(config.pci_devices),

			.vpci_irq_base = ROOT_VPCI_SPI,
		},
	},

	.cpus = {
		0b1111,
	},

	.mem_regions = {
		[NET_LINK] = JAILHOUSE_SHMEM_NET_REGIONS(NET_LINK_BASE, 0),
		[SYSTEM_DMA_MMC_USB] = MMIO(0x01c00000, 128 * KIB),
		[CLOCKS] = MMIO_32(0x01c20000, 2 * KIB),
		[GPIO_PORT_A] = MMIO_32(GPIO_PORT_A_BASE, GPIO_PORT_A_SIZE),
		[GPIO_REST] = MMIO_32(0x01c20824, 0x3dc),
		[TIMERS] = MMIO_32(0x01c20c00, 0xa0),
		[WATCHDOG] = MMIO_32(0x01c20ca0, 0x20),
		[UARTS] = MMIO(UART_BASE, UART_SIZE),
		[I2C_AND_EMAC] = MMIO(0x01c29000, 32 * KIB),
		[RTC] = MMIO_32(0x01f00000, KIB),
		/* clocks, pins and infrared of the always-on part */
		[LOW_POWER] = MMIO(0x01f01000, 12 * KIB),
		[MEMORY] = RAM(0x40000000, 128 * MIB),
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
};
