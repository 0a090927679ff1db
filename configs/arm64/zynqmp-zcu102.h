/* SPDX-License-Identifier: MIT */
/*
 * What the root cell and the other cells of the Xilinx ZCU102 (Zynq
 * UltraScale+, 4 GiB of RAM) agree on: the map of the lower half of the high
 * RAM, which the device tree of the root cell's Linux must reserve, without a
 * mapping.
 *
 *   0x800000000      16 MiB  hypervisor
 *   0x801000000       1 MiB  network between root and linux-demo
 *   0x801100000     239 MiB  small RAM of cells, 64 KiB each
 *   0x810000000     768 MiB  large RAM of cells
 */
#ifndef ZYNQMP_ZCU102_H
#define ZYNQMP_ZCU102_H

#define KIB			0x400ULL
#define MIB			0x100000ULL

#define GICD_BASE		0xf9010000

/* UART 0 is the root cell's and the hypervisor's, UART 1 the cells'. */
#define UART_BASE		0xff000000
#define CELL_UART_BASE		0xff010000
#define UART_SIZE		(4 * KIB)
#define CELL_UART_SPI		22

#define CELLS_RAM		0x801100000
#define CELLS_RAM_SIZE		(1007 * MIB)
#define SMALL_RAM_SIZE		(64 * KIB)
#define INMATE_DEMO_RAM		CELLS_RAM
#define LINUX_LOADER_RAM	(INMATE_DEMO_RAM + SMALL_RAM_SIZE)
#define LINUX_DEMO_RAM		0x810000000
#define LINUX_DEMO_RAM_SIZE	(128 * MIB)

/*
 * The virtual PCI host of the ivshmem devices, below the registers of the FPD.
 * Its SPIs are those of the second group that the programmable logic can raise:
 * the design in it must leave them alone. A device in slot n has line n % 4.
 */
#define VPCI_BASE		0xfc000000
#define VPCI_DOMAIN		1
#define ROOT_VPCI_SPI		104
#define LINUX_DEMO_VPCI_SPI	108

/* An irqchip entry holds 128 interrupts, a word of its pin_bitmap 32. */
#define GIC_FIRST_SPI		32
#define SPI_WORD(spi)		((spi) % 128 / 32)
#define SPI_BIT(spi)		(1U << ((spi) % 32))

/* The network between the root cell (0) and linux-demo (1). */
#define NET_LINK_BASE		0x801000000
#define NET_LINK_BDF		(1 << 3)	/* 00:01.0 */
#define NET_LINK_PEERS		2
#define NET_LINK_REGIONS	4

#endif /* !ZYNQMP_ZCU102_H */
