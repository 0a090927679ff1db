/* SPDX-License-Identifier: MIT */
/*
 * What the root cell and the other cells of AMD's Seattle (Opteron A1100,
 * 16 GiB of RAM) agree on.
 *
 *   0x8000000000     15 GiB  root cell, told to its Linux by mem=15G
 *   0x83c0000000    511 MiB  linux-demo
 *   0x83dff00000      1 MiB  small RAM of cells, 64 KiB each
 *   0x83e0000000     64 MiB  hypervisor
 *   0x83e4000000      1 MiB  network between root and linux-demo
 *   0x83f0000000    256 MiB  firmware
 */
#ifndef AMD_SEATTLE_H
#define AMD_SEATTLE_H

#define KIB			0x400ULL
#define MIB			0x100000ULL

#define GICD_BASE		0xe1110000

/*
 * Turns MSIs into SPIs; nobody intercepts it. The device tree of linux-demo
 * must keep to the two SPIs that the cell has, by arm,msi-base-spi = <100>,
 * which is an interrupt id, and arm,msi-num-spis = <2>.
 */
#define GIC_V2M_BASE		0xe1180000
#define NET_LINK_MSI_SPI	68

#define UART_BASE		0xe1010000
#define UART_SIZE		(4 * KIB)
#define UART_SPI		328

/* The second Ethernet port, which linux-demo gets. */
#define XGMAC1_BASE		0xe0900000
#define XGMAC1_SIZE		MIB
#define XGMAC1_PHY_RX_BASE	0xe1240000
#define XGMAC1_PHY_TX_BASE	0xe1250000
#define XGMAC1_PHY_SIZE		(4 * KIB)
#define XGMAC1_SPI		324
#define XGMAC1_PHY_SPI		322
#define XGMAC1_DMA_SPI		341

#define CELLS_RAM		0x83c0000000
#define CELLS_RAM_SIZE		(512 * MIB)
#define LINUX_DEMO_RAM		CELLS_RAM
#define LINUX_DEMO_RAM_SIZE	(511 * MIB)
#define SMALL_RAM_SIZE		(64 * KIB)
#define INMATE_DEMO_RAM		0x83dff00000
#define LINUX_LOADER_RAM	(INMATE_DEMO_RAM + SMALL_RAM_SIZE)

/* The physical PCI host. The device of the network is added to it. */
#define PCI_DOMAIN		0

/* An irqchip entry holds 128 interrupts, a word of its pin_bitmap 32. */
#define GIC_FIRST_SPI		32
#define SPI_WORD(spi)		((spi) % 128 / 32)
#define SPI_BIT(spi)		(1U << ((spi) % 32))

/* The network between the root cell (0) and linux-demo (1). */
#define NET_LINK_BASE		0x83e4000000
#define NET_LINK_BDF		(15 << 3)	/* 00:0f.0 */
#define NET_LINK_PEERS		2
#define NET_LINK_REGIONS	4

#endif /* !AMD_SEATTLE_H */
