/* SPDX-License-Identifier: MIT */
/*
 * System and root cell of the Banana Pi: Allwinner A20 with two Cortex-A7 and
 * a GIC-400, 1 GiB of RAM.
 *
 * A Linux in the root cell must be told to leave the RAM above 896 MiB to the
 * cells and the hypervisor, by mem=896M on its command line.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "bananapi.h"

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
	SRAM_CONTROLLER = NET_LINK + NET_LINK_REGIONS,
	DMA,
	SPI,
	MMC,
	USB_1,
	SATA,
	USB_2,
	CCU,
	INTERRUPTS,
	GPIO_PORTS_A_TO_G,
	GPIO_PORT_H,
	GPIO_PORT_I,
	GPIO_INTERRUPTS,
	TIMERS,
	INFRARED_AUDIO_TOUCH,
	UARTS,
	CELL_UARTS,
	I2C,
	GMAC,
	HIGH_SPEED_TIMERS,
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
			.phys_start = 0x7c000000,
			.size = 64 * MIB,
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
			.name = "bananapi",

			.cpu_set_size = sizeof(config.cpus),
			.num_memory_regions = ARRAY_SIZE(config.mem_regions),
			.num_irqchips = ARRAY_SIZE(config.irqchips),
			.num_pci_devices = ARRAY_SIZE(config.pci_devices),

			.vpci_irq_base = ROOT_VPCI_SPI,
		},
	},

	.cpus = {
		0b11,
	},

	.mem_regions = {
		[NET_LINK] = JAILHOUSE_SHMEM_NET_REGIONS(NET_LINK_BASE, 0),
		[SRAM_CONTROLLER] = MMIO(0x01c00000, 4 * KIB),
		[DMA] = MMIO(0x01c02000, 4 * KIB),
		[SPI] = MMIO(0x01c05000, 4 * KIB),
		[MMC] = MMIO(0x01c0f000, 4 * KIB),
		[USB_1] = MMIO(0x01c14000, 4 * KIB),
		[SATA] = MMIO(0x01c18000, 4 * KIB),
		[USB_2] = MMIO(0x01c1c000, 4 * KIB),
		/*
		 * The devices of this page are regions of their own, for a
		 * cell to get one of them.
		 */
		[CCU] = MMIO_32(CCU_BASE, CCU_SIZE),
		[INTERRUPTS] = MMIO_32(0x01c20400, KIB),
		[GPIO_PORTS_A_TO_G] = MMIO_32(0x01c20800, 0xfc),
		[GPIO_PORT_H] = MMIO_32(0x01c208fc, 0x24),
		[GPIO_PORT_I] = MMIO_32(0x01c20920, 0x24),
		[GPIO_INTERRUPTS] = MMIO_32(0x01c20a00, 0x1c),
		[TIMERS] = MMIO_32(0x01c20c00, KIB),
		[INFRARED_AUDIO_TOUCH] = MMIO(0x01c21000, 20 * KIB),
		[UARTS] = MMIO(UART_BASE, UART_SIZE),
		[CELL_UARTS] = MMIO(CELL_UARTS_BASE, CELL_UARTS_SIZE),
		/* The power supply is on the first bus. */
		[I2C] = MMIO(0x01c2a000, 12 * KIB),
		[GMAC] = MMIO(0x01c50000, 64 * KIB),
		[HIGH_SPEED_TIMERS] = MMIO(0x01c60000, 4 * KIB),
		[MEMORY] = RAM(0x40000000, 896 * MIB),
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
