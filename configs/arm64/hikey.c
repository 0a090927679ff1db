/* SPDX-License-Identifier: MIT */
/*
 * System and root cell of the LeMaker HiKey: HiSilicon Hi6220 with eight
 * Cortex-A53 and a GIC-400, 2 GiB of RAM.
 *
 * A Linux in the root cell must be told to leave the RAM above 1856 MiB to the
 * cells and the hypervisor, by mem=1856M on its command line.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "hikey.h"

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
	DISPLAY = NET_LINK + NET_LINK_REGIONS,
	PERIPHERALS,
	SRAM,
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
		.architecture = JAILHOUSE_ARM64,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.flags = JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE,
		.hypervisor_memory = {
			.phys_start = 0x7c000000,
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
			.pci_mmconfig_base = VPCI_BASE,
			.pci_mmconfig_end_bus = 0,
			.pci_is_virtual = 1,
			.pci_domain = VPCI_DOMAIN,
			.arm = {
				.gic_version = 2,
				.gicd_base = GICD_BASE,
				.gicc_base = 0xf6802000,
				.gich_base = 0xf6804000,
				.gicv_base = 0xf6806000,
				.maintenance_irq = 25,
			},
		},
		.root_cell = {
			.name = "hikey",

			.cpu_set_size = sizeof(config.cpus),
			.num_memory_regions = ARRAY_SIZE(config.mem_regions),
			.num_irqchips = ARRAY_SIZE(config.irqchips),
			.num_pci_devices = ARRAY_SIZE(config.pci_devices),

			.vpci_irq_base = ROOT_VPCI_SPI,
		},
	},

	.cpus = {
		0b11111111,
	},

	.mem_regions = {
		[NET_LINK] = JAILHOUSE_SHMEM_NET_REGIONS(NET_LINK_BASE, 0),
		[DISPLAY] = MMIO(0xf4100000, 32 * KIB),
		/* system and power control, UARTs, SD, USB, GPIOs */
		[PERIPHERALS] = MMIO(0xf7000000, 17 * MIB),
		/* on the chip: the firmware and Linux leave notes there */
		[SRAM] = RAM(0xfff80000, 72 * KIB),
		[MEMORY] = RAM(0x00000000, 1856 * MIB),
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
