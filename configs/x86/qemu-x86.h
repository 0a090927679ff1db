/* SPDX-License-Identifier: MIT */
/*
 * What the root cell and the other cells of QEMU's q35 machine agree on: the
 * map of the 1 GiB of RAM, the devices that change hands, and the shared
 * memory of the ivshmem links.
 *
 *   0x00000000  928 MiB  root cell
 *   0x3a000000    6 MiB  hypervisor
 *   0x3a600000   74 MiB  RAM for cells: linux-demo, then 1 MiB for each other
 *   0x3f000000    1 MiB  block device, console and demo links
 *   0x3f100000    1 MiB  network between root and linux-demo
 *   0x3f200000   13 MiB  root cell, up to the ACPI tables
 *
 * The root's Linux keeps off 0x3a000000 to 0x3f1fffff by memmap=82M$0x3a000000.
 */
#ifndef QEMU_X86_H
#define QEMU_X86_H

#define KIB			0x400ULL
#define MIB			0x100000ULL

/* RAM of the cells, all of it in the root's region CELLS_RAM. */
#define CELLS_RAM_BASE		0x3a600000
#define CELLS_RAM_SIZE		(74 * MIB)
#define LINUX_DEMO_LOW_RAM	CELLS_RAM_BASE
#define SMP_DEMO_RAM		0x3a700000
#define LINUX_DEMO_HIGH_RAM	0x3a800000
#define LINUX_DEMO_HIGH_SIZE	(64 * MIB)

#define CELL_RAM_SIZE		(1 * MIB)
#define CELL_RAM(n)		(0x3e800000 + (n) * CELL_RAM_SIZE)
#define APIC_DEMO_RAM		CELL_RAM(0)
#define TINY_DEMO_RAM		CELL_RAM(1)
#define IOAPIC_DEMO_RAM		CELL_RAM(2)
#define PCI_DEMO_RAM		CELL_RAM(3)
#define E1000_DEMO_RAM		CELL_RAM(4)
#define E1000_PEER_RAM		CELL_RAM(5)
#define IVSHMEM_DEMO_RAM	CELL_RAM(6)
#define IVSHMEM_PEER_RAM	CELL_RAM(7)

/* Where guests expect the communication region: above 1 MiB of RAM at 0. */
#define COMM_REGION_ADDRESS	0x00100000
#define COMM_REGION_SIZE	(4 * KIB)

/* Serial 1 is the hypervisor's console, and the root cell has no access. */
#define SERIAL_1		0x3f8
#define SERIAL_2		0x2f8
#define SERIAL_PORTS		8

/*
 * The chipset's power management ports. ioapic-demo gets the events, whose
 * interrupt it takes; the timer is readable in every cell without a region.
 */
#define ACPI_EVENTS		0x600
#define ACPI_EVENTS_PORTS	4
#define ACPI_CONTROL		0x604
#define ACPI_CONTROL_PORTS	2
#define ACPI_TIMER		0x608

/*
 * The I/O APIC and the pins that cells get. Its id is the requester id that
 * VT-d sees in its messages, on bus 0xff; the upper half would be the index of
 * the IOMMU, and there is but one.
 */
#define IOAPIC_ADDRESS		0xfec00000
#define IOAPIC_ID		PCI_BDF(0xff, 0, 0)
#define IOAPIC_PINS		24
#define SERIAL_2_PIN		3
#define SERIAL_1_PIN		4
#define ACPI_PIN		9
#define PIN_BIT(pin)		(1U << (pin))

#define PCI_BDF(bus, dev, fn)	((bus) << 8 | (dev) << 3 | (fn))

/* The writable bits of a BAR: memory in a 32-bit BAR, or ports. */
#define BAR_MASK(size)		(0xffffffff & ~((size) - 1))
/* The upper half of a 64-bit BAR. */
#define BAR_UPPER_MASK		0xffffffff

/* Bytes of an MSI capability with 64-bit addresses, without and with masks. */
#define MSI_CAP_LEN		14
#define MSI_MASKABLE_CAP_LEN	24

/* The sound controller, which pci-demo gets. */
#define HDA_BDF			PCI_BDF(0, 0x1b, 0)
#define HDA_REGISTERS		0xfead4000
#define HDA_REGISTERS_SIZE	(16 * KIB)
#define HDA_MSI_CAP		0x60

/* The two network controllers on one hub, for e1000-demo and e1000-peer. */
#define E1000_DEMO_BDF		PCI_BDF(0, 4, 0)
#define E1000_DEMO_REGISTERS	0xfea80000
#define E1000_DEMO_PORTS	0xd000
#define E1000_PEER_BDF		PCI_BDF(0, 5, 0)
#define E1000_PEER_REGISTERS	0xfeaa0000
#define E1000_PEER_PORTS	0xd040
#define E1000_REGISTERS_SIZE	(128 * KIB)
#define E1000_NUM_PORTS		64
#define E1000_BAR_MASKS \
	{ BAR_MASK(E1000_REGISTERS_SIZE), BAR_MASK(E1000_NUM_PORTS) }

/*
 * The ivshmem devices are conventional PCI. They have their place on the bus
 * behind the bridge, in slots that the machine leaves free.
 */
#define BLOCK_LINK_BDF		PCI_BDF(1, 0x0c, 0)
#define CONSOLE_LINK_BDF	PCI_BDF(1, 0x0d, 0)
#define DEMO_LINK_BDF		PCI_BDF(1, 0x0e, 0)
#define NET_LINK_BDF		PCI_BDF(1, 0x0f, 0)

/*
 * Memory of a link starts with a page of states, which only the hypervisor
 * writes. Then comes a section that all ends write, then each end's output.
 */
#define LINK_STATES_SIZE	(4 * KIB)
#define LINK_SECTION(start, length, writable) \
	{ \
		.phys_start = (start), \
		.virt_start = (start), \
		.size = (length), \
		.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_ROOTSHARED | \
			((writable) ? JAILHOUSE_MEM_WRITE : 0), \
	}

/* Virtio over ivshmem: root is the back end (0), linux-demo the front (1). */
#define VIRTIO_LINK_PEERS	2
#define VIRTIO_LINK_REGIONS	(2 + VIRTIO_LINK_PEERS)
#define VIRTIO_LINK_MEMORY(start, length) \
	LINK_SECTION(start, LINK_STATES_SIZE, 0), \
	LINK_SECTION((start) + LINK_STATES_SIZE, (length) - LINK_STATES_SIZE, 1), \
	{ 0 /* no output of the back end */ }, \
	{ 0 /* nor of the front end */ }

#define BLOCK_LINK_BASE		0x3f000000
#define BLOCK_LINK_SIZE		(896 * KIB)
#define BLOCK_LINK_MEMORY	VIRTIO_LINK_MEMORY(BLOCK_LINK_BASE, BLOCK_LINK_SIZE)
#define BLOCK_LINK_VECTORS	2
#define CONSOLE_LINK_BASE	0x3f0e0000
#define CONSOLE_LINK_SIZE	(64 * KIB)
#define CONSOLE_LINK_MEMORY	VIRTIO_LINK_MEMORY(CONSOLE_LINK_BASE, CONSOLE_LINK_SIZE)
#define CONSOLE_LINK_VECTORS	3

/* The link of the demos: root (0), ivshmem-demo (1) and ivshmem-peer (2). */
#define DEMO_LINK_BASE		0x3f0f0000
#define DEMO_LINK_COMMON_SIZE	(36 * KIB)
#define DEMO_LINK_OUTPUT_SIZE	(8 * KIB)
#define DEMO_LINK_PEERS		3
#define DEMO_LINK_REGIONS	(2 + DEMO_LINK_PEERS)
#define DEMO_LINK_VECTORS	16

#define DEMO_LINK_COMMON	(DEMO_LINK_BASE + LINK_STATES_SIZE)
#define DEMO_LINK_OUTPUT(id) \
	(DEMO_LINK_COMMON + DEMO_LINK_COMMON_SIZE + (id) * DEMO_LINK_OUTPUT_SIZE)
#define DEMO_LINK_OUTPUT_SECTION(id, own_id) \
	LINK_SECTION(DEMO_LINK_OUTPUT(id), DEMO_LINK_OUTPUT_SIZE, (id) == (own_id))
#define DEMO_LINK_MEMORY(own_id) \
	LINK_SECTION(DEMO_LINK_BASE, LINK_STATES_SIZE, 0), \
	LINK_SECTION(DEMO_LINK_COMMON, DEMO_LINK_COMMON_SIZE, 1), \
	DEMO_LINK_OUTPUT_SECTION(0, own_id), \
	DEMO_LINK_OUTPUT_SECTION(1, own_id), \
	DEMO_LINK_OUTPUT_SECTION(2, own_id)

/* The network: root (0) and linux-demo (1). */
#define NET_LINK_BASE		0x3f100000
#define NET_LINK_PEERS		2
#define NET_LINK_REGIONS	4
#define NET_LINK_VECTORS	2

#endif /* !QEMU_X86_H */
