/* SPDX-License-Identifier: MIT */
/*
 * What the root cell and the other cells of the Orange Pi Zero (Allwinner H2+,
 * 256 MiB of RAM) agree on.
 *
 *   0x40000000      128 MiB  root cell, told to its Linux by mem=128M
 *   0x48000000      118 MiB  linux-demo
 *   0x4f600000        1 MiB  small RAM of cells, 64 KiB each
 *   0x4f700000        1 MiB  network between root and linux-demo
 *   0x4f800000        7 MiB  hypervisor
 *   0x4ff00000        1 MiB  firmware, for PSCI
 */
#ifndef ORANGEPI0_H
#define ORANGEPI0_H

#define KIB			0x400ULL
#define MIB			0x100000ULL

#define GICD_BASE		0x01c81000

/* UART 0; the others follow it in the same page. */
#define UART_BASE		0x01c28000
#define UART_SIZE		(4 * KIB)
#define UART_SPI		0

/* Port A of the pins, a region of its own for the cell that gets it. */
#define GPIO_PORT_A_BASE	0x01c20800
#define GPIO_PORT_A_SIZE	0x24

#define CELLS_RAM		0x48000000
#define CELLS_RAM_SIZE		(119 * MIB)
#define LINUX_DEMO_RAM		CELLS_RAM
#define LINUX_DEMO_RAM_SIZE	(118 * MIB)
#define SMALL_RAM_SIZE		(64 * KIB)
#define INMATE_DEMO_RAM		0x4f600000
#define LINUX_LOADER_RAM	(INMATE_DEMO_RAM + SMALL_RAM_SIZE)

/*
 * The virtual PCI host of the ivshmem devices, behind the chip's own. The four
 * lines INTA to INTD of each cell are SPIs that nothing else raises; a device
 * in slot n has line n % 4.
 */
#define VPCI_BASE		0x02000000
#define VPCI_DOMAIN		1
#define ROOT_VPCI_SPI		108
#define LINUX_DEMO_VPCI_SPI	124

/* An irqchip entry holds 128 interrupts, a word of its pin_bitmap 32. */
#define GIC_FIRST_SPI		32
#define SPI_WORD(spi)		((spi) % 128 / 32)
#define SPI_BIT(spi)		(1U << ((spi) % 32))

/* The network between the root cell (0) and linux-demo (1). */
#define NET_LINK_BASE		0x4f700000
#define NET_LINK_BDF		(1 << 3)	/* 00:01.0 */
#define NET_LINK_PEERS		2
#define NET_LINK_REGIONS	4

#endif /* !ORANGEPI0_H */
