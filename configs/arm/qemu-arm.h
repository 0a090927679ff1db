/* SPDX-License-Identifier: MIT */
/*
 * What the root cell and the other cells of QEMU's virt machine with 32-bit
 * CPUs and 1 GiB of RAM agree on.
 *
 *   0x40000000      768 MiB  root cell, told to its Linux by mem=768M
 *   0x70000000      248 MiB  linux-demo, the first 128 MiB
 *   0x7f800000        1 MiB  network between root and linux-demo
 *   0x7fa00000        2 MiB  small RAM of cells, 64 KiB each
 *   0x7fc00000        4 MiB  hypervisor
 */
#ifndef QEMU_ARM_H
#define QEMU_ARM_H

#define KIB			0x400ULL
#define MIB			0x100000ULL

#define GICD_BASE		0x08000000

#define UART_BASE		0x09000000
#define UART_SIZE		(4 * KIB)
#define UART_SPI		1

#define LARGE_CELLS_RAM		0x70000000
#define LARGE_CELLS_RAM_SIZE	(248 * MIB)
#define LINUX_DEMO_RAM		LARGE_CELLS_RAM
#define LINUX_DEMO_RAM_SIZE	(128 * MIB)

#define CELLS_RAM		0x7fa00000
#define CELLS_RAM_SIZE		(2 * MIB)
#define SMALL_RAM_SIZE		(64 * KIB)
#define INMATE_DEMO_RAM		CELLS_RAM
#define LINUX_LOADER_RAM	(INMATE_DEMO_RAM + SMALL_RAM_SIZE)

/*
 * The virtual PCI host of the ivshmem devices, where the machine has nothing.
 * The four lines INTA to INTD of each cell are SPIs that nothing else raises;
 * a device in slot n has line n % 4.
 */
#define VPCI_BASE		0x0b000000
#define VPCI_DOMAIN		1
#define ROOT_VPCI_SPI		192
#define LINUX_DEMO_VPCI_SPI	196

/* An irqchip entry holds 128 interrupts, a word of its pin_bitmap 32. */
#define GIC_FIRST_SPI		32
#define SPI_WORD(spi)		((spi) % 128 / 32)
#define SPI_BIT(spi)		(1U << ((spi) % 32))

/* The network between the root cell (0) and linux-demo (1). */
#define NET_LINK_BASE		0x7f800000
#define NET_LINK_BDF		(1 << 3)	/* 00:01.0 */
#define NET_LINK_PEERS		2
#define NET_LINK_REGIONS	4

#endif /* !QEMU_ARM_H */
