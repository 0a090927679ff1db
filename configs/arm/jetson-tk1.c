/* SPDX-License-Identifier: MIT */
/*
 * System and root cell of the NVIDIA Jetson TK1: Tegra K1 with four Cortex-A15
 * and a GICv2, 2 GiB of RAM.
 *
 * A Linux in the root cell must be told to leave the RAM above 1664 MiB to the
 * cells and the hypervisor, and to have addresses left for mapping that RAM,
 * by mem=1664M vmalloc=512M on its command line.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "jetson-tk1.h"

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
	PCIE = NET_LINK + NET_LINK_REGIONS,
	HOST1X,
	DISPLAYS_AND_HDMI,
	GPU,
	DMA_TIMERS_CLOCKS,
	GPIO,
	CHIP_REVISION,
	UARTS,
	I2C,
	I2C_AND_SPI,
	RTC_PMC_STRAPS,
	MEMORY_CONTROLLER,
	XUSB_HOST,
	XUSB_PADS,
	SDMMC,
	XUSB_DEVICE,
	CPU_CLOCK,
	USB,
	MEMORY,
	CELLS,
	NUM_REGIONS
};

struct {
	struct jailhouse_system header;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_irqchip irqchips[2];
	struct jailhouse_pci_device pci_devices[1];
} __attribute__((packed)) config = {
	.header = {
		.signature = JAILHOUSE_SYSTEM_SIGNATURE,
		.architecture = JAILHOUSE_ARM,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.flags = JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE,
		.hypervisor_memory = {
			.phys_start = 0xfc000000,
			.size = 63 * MIB,
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
				.gicc_base = 0x50042000,
				.gich_base = 0x50044000,
				.gicv_base = 0x50046000,
				.maintenance_irq = 25,
			},
		},
		.root_cell = {
			.name = "jetson-tk1",

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
		/* registers, configuration space and windows */
		[PCIE] = MMIO(0x01000000, 1008 * MIB),
		/* It ends below the GIC. */
		[HOST1X] = MMIO(0x50000000, 208 * KIB),
		[DISPLAYS_AND_HDMI] = MMIO(0x54200000, 768 * KIB),
		[GPU] = MMIO(0x57000000, 32 * MIB),
		/* legacy interrupt controller included */
		[DMA_TIMERS_CLOCKS] = MMIO(0x60002000, 20 * KIB),
		[GPIO] = MMIO(0x6000d000, 4 * KIB),
		[CHIP_REVISION] = MMIO_32(0x70000800, 0x100),
		[UARTS] = MMIO(UARTS_BASE, UARTS_SIZE),
		[I2C] = MMIO(0x7000c000, 4 * KIB),
		[I2C_AND_SPI] = MMIO(0x7000d000, 4 * KIB),
		[RTC_PMC_STRAPS] = MMIO(0x7000e000, 4 * KIB),
		[MEMORY_CONTROLLER] = MMIO(0x70019000, 4 * KIB),
		[XUSB_HOST] = MMIO(0x70090000, 40 * KIB),
		[XUSB_PADS] = MMIO(0x7009f000, 4 * KIB),
		[SDMMC] = MMIO(0x700b0000, 4 * KIB),
		[XUSB_DEVICE] = MMIO(0x700d0000, 40 * KIB),
		[CPU_CLOCK] = MMIO(0x70110000, 4 * KIB),
		[USB] = MMIO(0x7d004000, 32 * KIB),
		[MEMORY] = RAM(0x80000000, 1664 * MIB),
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
		/* SPIs 128 to 255 */ {
			.address = GICD_BASE,
			.pin_base = GIC_FIRST_SPI + 128,
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
