/* SPDX-License-Identifier: MIT */
/*
 * What the root cell and the other cells of the LeMaker HiKey (HiSilicon
 * Hi6220, 2 GiB of RAM) agree on.
 *
 *   0x00000000     1856 MiB  root cell, told to its Linux by mem=1856M
 *   0x74000000      126 MiB  linux-demo
 *   0x7be00000        1 MiB  small RAM of cells, 64 KiB each
 *   0x7bf00000        1 MiB  network between root and linux-demo
 *   0x7c000000       64 MiB  hypervisor
 */
#ifndef HIKEY_H
#define HIKEY_H

#define KIB			0x400ULL
#define MIB			0x100000ULL

#define GICD_BASE		0xf6801000

/* UART 3, on the low speed connector. */
#define UART_BASE		0xf7113000
#define UART_SIZE		(4 * KIB)
#define UART_SPI		39

#define CELLS_RAM		0x74000000
#define CELLS_RAM_SIZE		(127 * MIB)
#define LINUX_DEMO_RAM		CELLS_RAM
#define LINUX_DEMO_RAM_SIZE	(126 * MIB)
#define SMALL_RAM_SIZE		(64 * KIB)
#define INMATE_DEMO_RAM		0x7be00000
#define LINUX_LOADER_RAM	(INMATE_DEMO_RAM + SMALL_RAM_SIZE)

/*
 * The virtual PCI host of the ivshmem devices, below the GIC. The four lines
 * INTA to INTD of each cell are SPIs that nothing else raises; a device in
 * slot n has line n % 4.
 */
#define VPCI_BASE		0xf6000000
#define VPCI_DOMAIN		1
#define ROOT_VPCI_SPI		104
#define LINUX_DEMO_VPCI_SPI	111

/* An irqchip entry holds 128 interrupts, a word of its pin_bitmap 32. */
#define GIC_FIRST_SPI		32
#define SPI_WORD(spi)		((spi) % 128 / 32)
#define SPI_BIT(spi)		(1U << ((spi) % 32))

/* The network between the root cell (0) and linux-demo (1). */
#define NET_LINK_BASE		0x7bf00000
#define NET_LINK_BDF		(1 << 3)	/* 00:01.0 */
#define NET_LINK_PEERS		2
#define NET_LINK_REGIONS	4

#endif /* !HIKEY_H */
