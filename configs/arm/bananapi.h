/* SPDX-License-Identifier: MIT */
/*
 * What the root cell and the other cells of the Banana Pi (Allwinner A20,
 * 1 GiB of RAM) agree on. With two CPUs only one of the cells can run at a
 * time.
 *
 *   0x40000000      896 MiB  root cell, told to its Linux by mem=896M
 *   0x78000000       62 MiB  linux-demo
 *   0x7be00000        1 MiB  small RAM of cells, 64 KiB each
 *   0x7bf00000        1 MiB  network between root and linux-demo
 *   0x7c000000       64 MiB  hypervisor
 */
#ifndef BANANAPI_H
#define BANANAPI_H

#define KIB			0x400ULL
#define MIB			0x100000ULL

#define GICD_BASE		0x01c81000

/* UARTs 0 to 3 are the root cell's, and UART 0 the hypervisor's. */
#define UART_BASE		0x01c28000
#define UART_SIZE		(4 * KIB)

/* UARTs 4 to 7 are the cells'. They use UART 7, on PI20 and PI21. */
#define CELL_UARTS_BASE		0x01c29000
#define CELL_UARTS_SIZE		(4 * KIB)
#define UART7_BASE		(CELL_UARTS_BASE + 0xc00)
#define UART7_SIZE		KIB
#define UART7_SPI		20

/* The clock of UART 7: a bit of a register of the clock control unit. */
#define CCU_BASE		0x01c20000
#define CCU_SIZE		KIB
#define APB1_GATE		(CCU_BASE + 0x6c)
#define APB1_GATE_SIZE		4
#define APB1_GATE_UART7		23

#define CELLS_RAM		0x78000000
#define CELLS_RAM_SIZE		(63 * MIB)
#define LINUX_DEMO_RAM		CELLS_RAM
#define LINUX_DEMO_RAM_SIZE	(62 * MIB)
#define SMALL_RAM_SIZE		(64 * KIB)
#define INMATE_DEMO_RAM		0x7be00000
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
#define NET_LINK_BASE		0x7bf00000
#define NET_LINK_BDF		(1 << 3)	/* 00:01.0 */
#define NET_LINK_PEERS		2
#define NET_LINK_REGIONS	4

#endif /* !BANANAPI_H */
