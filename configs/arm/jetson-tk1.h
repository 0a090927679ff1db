/* SPDX-License-Identifier: MIT */
/*
 * What the root cell and the other cells of the NVIDIA Jetson TK1 (Tegra K1,
 * 2 GiB of RAM) agree on.
 *
 *   0x80000000     1664 MiB  root cell, told to its Linux by mem=1664M
 *   0xe8000000      318 MiB  linux-demo
 *   0xfbe00000        1 MiB  small RAM of cells, 64 KiB each
 *   0xfbf00000        1 MiB  network between root and linux-demo
 *   0xfc000000       63 MiB  hypervisor
 *   0xfff00000        1 MiB  firmware, for PSCI
 */
#ifndef JETSON_TK1_H
#define JETSON_TK1_H

#define KIB			0x400ULL
#define MIB			0x100000ULL

#define GICD_BASE		0x50041000

/* UART D, on the DB9 connector, and the page that it shares with the others. */
#define UARTS_BASE		0x70006000
#define UARTS_SIZE		(4 * KIB)
#define UART_BASE		(UARTS_BASE + 0x300)
#define UART_SIZE		0x100
#define UART_SPI		90

#define CELLS_RAM		0xe8000000
#define CELLS_RAM_SIZE		(319 * MIB)
#define LINUX_DEMO_RAM		CELLS_RAM
#define LINUX_DEMO_RAM_SIZE	(318 * MIB)
#define SMALL_RAM_SIZE		(64 * KIB)
#define INMATE_DEMO_RAM		0xfbe00000
#define LINUX_LOADER_RAM	(INMATE_DEMO_RAM + SMALL_RAM_SIZE)

/*
 * The virtual PCI host of the ivshmem devices, where the chip has nothing. The
 * four lines INTA to INTD of each cell are SPIs that nothing else raises; a
 * device in slot n has line n % 4.
 */
#define VPCI_BASE		0x48000000
#define VPCI_DOMAIN		1
#define ROOT_VPCI_SPI		148
#define LINUX_DEMO_VPCI_SPI	152

/* An irqchip entry holds 128 interrupts, a word of its pin_bitmap 32. */
#define GIC_FIRST_SPI		32
#define SPI_WORD(spi)		((spi) % 128 / 32)
#define SPI_BIT(spi)		(1U << ((spi) % 32))

/* The network between the root cell (0) and linux-demo (1). */
#define NET_LINK_BASE		0xfbf00000
#define NET_LINK_BDF		(1 << 3)	/* 00:01.0 */
#define NET_LINK_PEERS		2
#define NET_LINK_REGIONS	4

#endif /* !JETSON_TK1_H */
