/* SPDX-License-Identifier: MIT */
/*
 * System and root cell of QEMU's virt machine with four 32-bit CPUs, a GICv2
 * and 1 GiB of RAM:
 *
 *   qemu-system-arm -M virt,virtualization=on,gic-version=2,highmem=off \
 *                   -cpu cortex-a15 -smp 4 -m 1G
 *
 * A Linux in the root cell must be told to leave the RAM above 768 MiB to the
 * cells and the hypervisor, by mem=768M on its command line.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "qemu-arm.h"

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
	GIC_V2M = NET_LINK + NET_LINK_REGIONS,
	UART,
	RTC_FW_CFG_GPIO,
	VIRTIO_MMIO,
	PCIE,
	MEMORY,
	LARGE_CELLS,
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
			.phys_start = 0x7fc00000,
			.size = 4 * MIB,
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
				.gicc_base = 0x08010000,
				.gich_base = 0x08030000,
				.gicv_base = 0x08040000,
				.maintenance_irq = 25,
			},
		},
		.root_cell = {
			.name = "qemu-arm",

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
		/* Turns MSIs into SPIs; nobody intercepts it. */
		[GIC_V2M] = MMIO(0x08020000, 4 * KIB),
		[UART] = MMIO(UART_BASE, UART_SIZE),
		[RTC_FW_CFG_GPIO] = MMIO(0x09010000, 192 * KIB),
		[VIRTIO_MMIO] = MMIO(0x0a000000, 16 * KIB),
		/* windows, then the configuration space of the physical host */
		[PCIE] = MMIO(0x10000000, 768 * MIB),
		[MEMORY] = RAM(0x40000000, 768 * MIB),
		/* The root cell loads the cells, so their RAM is its own. */
		[LARGE_CELLS] = RAM(LARGE_CELLS_RAM, LARGE_CELLS_RAM_SIZE),
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
