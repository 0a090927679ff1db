/* SPDX-License-Identifier: MIT */
/*
 * What the root cell and the other cells of QEMU's virt machine agree on: the
 * map of the 1 GiB of RAM, the shared memory of the ivshmem links, and who
 * gets which interrupt. The machine is the same with a GICv2 and a GICv3.
 *
 *   0x40000000  768 MiB  root cell, told to its Linux by mem=768M
 *   0x70000000  248 MiB  RAM for large cells
 *   0x7f800000    1 MiB  network between root and linux-demo
 *   0x7f900000   64 KiB  link of the ivshmem demos
 *   0x7fa00000    2 MiB  RAM for small cells, 64 KiB each
 *   0x7fc00000    4 MiB  hypervisor
 */
#ifndef QEMU_ARM64_H
#define QEMU_ARM64_H

#define KIB			0x400ULL
#define MIB			0x100000ULL

#define GICD_BASE		0x08000000
#define UART_BASE		0x09000000
#define UART_SIZE		(4 * KIB)
#define UART_SPI		1

/* RAM of the cells. It lies in CELLS_RAM or LARGE_CELLS_RAM of the root. */
#define LARGE_CELLS_RAM		0x70000000
#define LARGE_CELLS_RAM_SIZE	(248 * MIB)
#define LINUX_DEMO_RAM		LARGE_CELLS_RAM
#define LINUX_DEMO_RAM_SIZE	(128 * MIB)

#define CELLS_RAM		0x7fa00000
#define CELLS_RAM_SIZE		(2 * MIB)
#define SMALL_RAM_SIZE		(64 * KIB)
#define UART_DEMO_RAM		(CELLS_RAM + 3 * SMALL_RAM_SIZE)
#define LOCK_DEMO_RAM		(CELLS_RAM + 4 * SMALL_RAM_SIZE)
#define WILD_DEMO_RAM		(CELLS_RAM + 5 * SMALL_RAM_SIZE)
#define SMP_DEMO_RAM		(CELLS_RAM + 6 * SMALL_RAM_SIZE)
#define IVSHMEM_DEMO_RAM	(CELLS_RAM + 7 * SMALL_RAM_SIZE)
#define IVSHMEM_PEER_RAM	(CELLS_RAM + 8 * SMALL_RAM_SIZE)
#define LINUX_LOADER_RAM	(CELLS_RAM + 9 * SMALL_RAM_SIZE)

/*
 * The virtual PCI host of the ivshmem devices: the machine has nothing between
 * its virtio-mmio and its platform bus. Domain 0 is the machine's own PCIe.
 */
#define VPCI_BASE		0x0b000000
#define VPCI_DOMAIN		1
#define PCI_BDF(bus, dev, fn)	((bus) << 8 | (dev) << 3 | (fn))
#define DEMO_LINK_BDF		PCI_BDF(0, 0, 0)
#define NET_LINK_BDF		PCI_BDF(0, 1, 0)

/*
 * The SPIs behind INTA to INTD of that host, four for each cell that has one.
 * The machine's devices end at SPI 175. A device in slot n raises line n % 4.
 */
#define ROOT_VPCI_SPI		192
#define IVSHMEM_DEMO_VPCI_SPI	196
#define IVSHMEM_PEER_VPCI_SPI	200
#define LINUX_DEMO_VPCI_SPI	204

/* An irqchip entry holds 128 interrupts, a word of its pin_bitmap 32. */
#define GIC_FIRST_SPI		32
#define SPI_WORD(spi)		((spi) % 128 / 32)
#define SPI_BIT(spi)		(1U << ((spi) % 32))

/* The network: ids of its two ends, and its memory. */
#define NET_LINK_BASE		0x7f800000
#define NET_LINK_PEERS		2
#define NET_LINK_REGIONS	4

/*
 * The link of the demos, with three ends: root (0), ivshmem-demo (1) and
 * ivshmem-peer (2). The page of states is the hypervisor's to write; one
 * section is writable to everybody; then each has a section to send from.
 */
#define DEMO_LINK_BASE		0x7f900000
#define DEMO_LINK_STATES_SIZE	(4 * KIB)
#define DEMO_LINK_COMMON_SIZE	(36 * KIB)
#define DEMO_LINK_OUTPUT_SIZE	(8 * KIB)
#define DEMO_LINK_PEERS		3
#define DEMO_LINK_REGIONS	(2 + DEMO_LINK_PEERS)

#define DEMO_LINK_COMMON	(DEMO_LINK_BASE + DEMO_LINK_STATES_SIZE)
#define DEMO_LINK_OUTPUT(id) \
	(DEMO_LINK_COMMON + DEMO_LINK_COMMON_SIZE + (id) * DEMO_LINK_OUTPUT_SIZE)

#define DEMO_LINK_SECTION(start, length, writable) \
	{ \
		.phys_start = (start), \
		.virt_start = (start), \
		.size = (length), \
		.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_ROOTSHARED | \
			((writable) ? JAILHOUSE_MEM_WRITE : 0), \
	}
#define DEMO_LINK_OUTPUT_SECTION(id, own_id) \
	DEMO_LINK_SECTION(DEMO_LINK_OUTPUT(id), DEMO_LINK_OUTPUT_SIZE, \
			  (id) == (own_id))
#define DEMO_LINK_MEMORY(own_id) \
	DEMO_LINK_SECTION(DEMO_LINK_BASE, DEMO_LINK_STATES_SIZE, 0), \
	DEMO_LINK_SECTION(DEMO_LINK_COMMON, DEMO_LINK_COMMON_SIZE, 1), \
	DEMO_LINK_OUTPUT_SECTION(0, own_id), \
	DEMO_LINK_OUTPUT_SECTION(1, own_id), \
	DEMO_LINK_OUTPUT_SECTION(2, own_id)

#endif /* !QEMU_ARM64_H */
