/* SPDX-License-Identifier: MIT */
/*
 * System and root cell of QEMU's virt machine with four CPUs, a GICv2 and
 * 1 GiB of RAM:
 *
 *   qemu-system-aarch64 -M virt,virtualization=on,gic-version=2 \
 *                       -cpu cortex-a57 -smp 4 -m 1G
 *
 * A Linux in the root cell must be told to leave the RAM above 768 MiB to the
 * cells and the hypervisor, by mem=768M on its command line.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "qemu-arm64.h"

/* Registers that the root cell uses directly. */
#define MMIO(start, length) \
	{ \
		.phys_start = (start), \
		.virt_start = (start), \
		.size = (length), \
		.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE | \
			JAILHOUSE_MEM_IO, \
	}

enum {
	DEMO_LINK,
	NET_LINK = DEMO_LINK + DEMO_LINK_REGIONS,
	GIC_V2M = NET_LINK + NET_LINK_REGIONS,
	UART,
	RTC_FW_CFG_GPIO,
	VIRTIO_MMIO,
	PCIE_WINDOWS,
	PCIE_ECAM,
	PCIE_HIGH_WINDOW,
	RAM,
	LARGE_CELLS,
	CELLS,
	NUM_REGIONS
};

struct {
	struct jailhouse_system header;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_irqchip irqchips[2];
	struct jailhouse_pci_device pci_devices[2];
} __attribute__((packed)) config = {
	.header = {
		.signature = JAILHOUSE_SYSTEM_SIGNATURE,
		.architecture = JAILHOUSE_ARM64,
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
			.name = "qemu-arm64-gicv2",

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
		[DEMO_LINK] = DEMO_LINK_MEMORY(0),
		[NET_LINK] = JAILHOUSE_SHMEM_NET_REGIONS(NET_LINK_BASE, 0),
		/* Turns MSIs into SPIs; nobody intercepts it. */
		[GIC_V2M] = MMIO(0x08020000, 4 * KIB),
		[UART] = MMIO(UART_BASE, UART_SIZE),
		[RTC_FW_CFG_GPIO] = MMIO(0x09010000, 192 * KIB),
		[VIRTIO_MMIO] = MMIO(0x0a000000, 16 * KIB),
		/* 32-bit memory, then 64 KiB of ports */
		[PCIE_WINDOWS] = MMIO(0x10000000, 752 * MIB),
		[PCIE_ECAM] = MMIO(0x4010000000, 256 * MIB),
		[PCIE_HIGH_WINDOW] = MMIO(0x8000000000, 0x8000000000),
		[RAM] = {
			.phys_start = 0x40000000,
			.virt_start = 0x40000000,
			.size = 768 * MIB,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_DMA,
		},
		/* The root cell loads the cells, so their RAM is its own. */
		[LARGE_CELLS] = {
			.phys_start = LARGE_CELLS_RAM,
			.virt_start = LARGE_CELLS_RAM,
			.size = LARGE_CELLS_RAM_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_DMA,
		},
		[CELLS] = {
			.phys_start = CELLS_RAM,
			.virt_start = CELLS_RAM,
			.size = CELLS_RAM_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_DMA,
		},
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
		/* link of the demos */ {
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.domain = VPCI_DOMAIN,
			.bdf = DEMO_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_INTX,
			.shmem_regions_start = DEMO_LINK,
			.shmem_dev_id = 0,
			.shmem_peers = DEMO_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_UNDEFINED,
		},
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
