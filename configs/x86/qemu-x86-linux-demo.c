/* SPDX-License-Identifier: MIT */
/*
 * A second Linux on QEMU's q35 machine: CPUs 2 and 3, 65 MiB of RAM, both
 * serial ports, and by ivshmem a disk, a console and a network of the root
 * cell. Its kernel needs CONFIG_JAILHOUSE_GUEST, and console=ttyS1 for the
 * second serial port.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "qemu-x86.h"

enum {
	BLOCK_LINK,
	CONSOLE_LINK = BLOCK_LINK + VIRTIO_LINK_REGIONS,
	NET_LINK = CONSOLE_LINK + VIRTIO_LINK_REGIONS,
	LOW_RAM = NET_LINK + NET_LINK_REGIONS,
	COMM_REGION,
	HIGH_RAM,
	NUM_REGIONS
};

/* The front end of the virtio devices, the second of the network. */
#define OWN_ID			1

struct {
	struct jailhouse_cell_desc cell;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_irqchip irqchips[1];
	struct jailhouse_pio pio_regions[2];
	struct jailhouse_pci_device pci_devices[3];
} __attribute__((packed)) config = {
	.cell = {
		.signature = JAILHOUSE_CELL_DESC_SIGNATURE,
		.architecture = JAILHOUSE_X86,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.name = "linux-demo",
		.flags = JAILHOUSE_CELL_PASSIVE_COMMREG |
			 JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED,

		.cpu_set_size = sizeof(config.cpus),
		.num_memory_regions = ARRAY_SIZE(config.mem_regions),
		.num_irqchips = ARRAY_SIZE(config.irqchips),
		.num_pio_regions = ARRAY_SIZE(config.pio_regions),
		.num_pci_devices = ARRAY_SIZE(config.pci_devices),
	},

	.cpus = {
		0b1100,
	},

	.mem_regions = {
		[BLOCK_LINK] = BLOCK_LINK_MEMORY,
		[CONSOLE_LINK] = CONSOLE_LINK_MEMORY,
		[NET_LINK] = JAILHOUSE_SHMEM_NET_REGIONS(NET_LINK_BASE, OWN_ID),
		/* The loader and the boot parameters, as below 1 MiB of any PC. */
		[LOW_RAM] = {
			.phys_start = LINUX_DEMO_LOW_RAM,
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
		/*
		 * The kernel wants to be loaded to 16 MiB, which must lie inside.
		 * Both addresses are multiples of 2 MiB, for pages of that size.
		 */
		[HIGH_RAM] = {
			.phys_start = LINUX_DEMO_HIGH_RAM,
			.virt_start = 2 * MIB,
			.size = LINUX_DEMO_HIGH_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_DMA |
				JAILHOUSE_MEM_LOADABLE,
		},
	},

	.irqchips = {
		/* I/O APIC */ {
			.address = IOAPIC_ADDRESS,
			.id = IOAPIC_ID,
			.pin_bitmap = {
				PIN_BIT(SERIAL_1_PIN) | PIN_BIT(SERIAL_2_PIN),
			},
		},
	},

	.pio_regions = {
		PIO_RANGE(SERIAL_1, SERIAL_PORTS),
		PIO_RANGE(SERIAL_2, SERIAL_PORTS),
	},

	.pci_devices = {
		{
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.bdf = BLOCK_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_MSIX,
			.num_msix_vectors = BLOCK_LINK_VECTORS,
			.shmem_regions_start = BLOCK_LINK,
			.shmem_dev_id = OWN_ID,
			.shmem_peers = VIRTIO_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_VIRTIO_FRONT +
				VIRTIO_DEV_BLOCK,
		},
		{
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.bdf = CONSOLE_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_MSIX,
			.num_msix_vectors = CONSOLE_LINK_VECTORS,
			.shmem_regions_start = CONSOLE_LINK,
			.shmem_dev_id = OWN_ID,
			.shmem_peers = VIRTIO_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_VIRTIO_FRONT +
				VIRTIO_DEV_CONSOLE,
		},
		{
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.bdf = NET_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_MSIX,
			.num_msix_vectors = NET_LINK_VECTORS,
			.shmem_regions_start = NET_LINK,
			.shmem_dev_id = OWN_ID,
			.shmem_peers = NET_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_VETH,
		},
	},
};
