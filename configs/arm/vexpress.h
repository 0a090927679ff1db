/* SPDX-License-Identifier: MIT */
/*
 * What the root cell and the other cells of ARM's Versatile Express with
 * Cortex-A15 and 2 GiB of RAM agree on: the RTSM model, the CoreTile TC2 and
 * QEMU's machine have the same map.
 *
 *   0x80000000     1536 MiB  root cell, told to its Linux by mem=1536M
 *   0xe0000000      446 MiB  linux-demo
 *   0xfbe00000        2 MiB  small RAM of cells, 64 KiB each
 *   0xfc000000       64 MiB  hypervisor
 */
#ifndef VEXPRESS_H
#define VEXPRESS_H

#define KIB			0x400ULL
#define MIB			0x100000ULL

#define GICD_BASE		0x2c001000

/* UARTs 0 and 1 are the root cell's, UART 0 is the hypervisor's, too. */
#define UART_BASE		0x1c090000
#define UART_SIZE		(4 * KIB)
#define UART1_BASE		0x1c0a0000

/* One for each cell. */
#define UART2_BASE		0x1c0b0000
#define UART3_BASE		0x1c0c0000
#define UART3_SPI		8

#define CELLS_RAM		0xe0000000
#define CELLS_RAM_SIZE		(448 * MIB)
#define LINUX_DEMO_RAM		CELLS_RAM
#define LINUX_DEMO_RAM_SIZE	(446 * MIB)
#define SMALL_RAM_SIZE		(64 * KIB)
#define INMATE_DEMO_RAM		0xfbe00000
#define LINUX_LOADER_RAM	(INMATE_DEMO_RAM + SMALL_RAM_SIZE)

/* An irqchip entry holds 128 interrupts, a word of its pin_bitmap 32. */
#define GIC_FIRST_SPI		32
#define SPI_WORD(spi)		((spi) % 128 / 32)
#define SPI_BIT(spi)		(1U << ((spi) % 32))

#endif /* !VEXPRESS_H */
