/* SPDX-License-Identifier: MIT */
/*
 * System and root cell of QEMU's q35 machine with four CPUs and 1 GiB of RAM.
 * On an Intel host with nested virtualization (kvm-intel.nested=1):
 *
 *   qemu-system-x86_64 -machine q35,kernel_irqchip=split -m 1G -smp 4 \
 *     -enable-kvm -cpu host,-kvm-pv-eoi,-kvm-steal-time,-kvm-asyncpf,-kvmclock \
 *     -device intel-iommu,intremap=on,x-buggy-eim=on \
 *     -drive file=linux.img,format=raw,id=disk,if=none -device ide-hd,drive=disk \
 *     -netdev user,id=net -device e1000e,addr=2.0,netdev=net \
 *     -device pcie-pci-bridge,addr=3.0 \
 *     -netdev hubport,id=a,hubid=1 -device e1000,addr=4.0,netdev=a,romfile= \
 *     -netdev hubport,id=b,hubid=1 -device e1000,addr=5.0,netdev=b,romfile= \
 *     -device intel-hda,addr=1b.0 -device hda-duplex \
 *     -serial stdio -serial vc
 *
 * On an AMD host leave out the IOMMU. The addresses of PCI devices are those
 * that SeaBIOS gives to exactly these devices; another device moves them.
 *
 * The kernel needs: memmap=82M$0x3a000000 intel_iommu=off, and no console on
 * ttyS0, which is the hypervisor's.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "qemu-x86.h"

enum {
	BLOCK_LINK,
	CONSOLE_LINK = BLOCK_LINK + VIRTIO_LINK_REGIONS,
	DEMO_LINK = CONSOLE_LINK + VIRTIO_LINK_REGIONS,
	NET_LINK = DEMO_LINK + DEMO_LINK_REGIONS,
	RAM = NET_LINK + NET_LINK_REGIONS,
	CELLS_RAM,
	RAM_BELOW_ACPI,
	ACPI_TABLES,
	VGA_FRAME_BUFFER,
	E1000E_ROM,
	E1000E_REGISTERS,
	E1000E_FLASH,
	E1000_DEMO_NIC,
	E1000_PEER_NIC,
	E1000E_MSIX_PENDING,
	HDA,
	VGA_REGISTERS,
	BRIDGE_HOTPLUG,
	AHCI_REGISTERS,
	HPET,
	NUM_REGIONS
};

enum {
	PORTS_DMA,
	PORTS_TIMER,
	PORTS_KEYBOARD_DATA,
	PORTS_KEYBOARD_COMMAND,
	PORTS_CLOCK,
	PORTS_VBE,
	PORTS_SERIAL_2,
	PORTS_VGA,
	PORTS_FLOPPY,
	PORTS_FIRMWARE_DEBUG,
	PORTS_FIRMWARE_CONFIG,
	PORTS_ACPI_EVENTS,
	PORTS_ACPI_CONTROL,
	PORTS_ACPI_GENERAL_EVENTS,
	PORTS_SMBUS,
	PORTS_PCI_HOTPLUG,
	PORTS_CPU_HOTPLUG,
	PORTS_MOUSE,
	PORTS_E1000_DEMO,
	PORTS_E1000_PEER,
	PORTS_E1000E,
	PORTS_AHCI,
	NUM_PORT_RANGES
};

/* Capabilities, those of one device in a row. */
enum {
	E1000E_POWER,
	E1000E_MSI,
	E1000E_EXPRESS,
	E1000E_MSIX,
	E1000E_ERRORS,
	E1000E_SERIAL_NUMBER,
	BRIDGE_MSI,
	BRIDGE_POWER,
	BRIDGE_EXPRESS,
	BRIDGE_HOTPLUG_CAP,
	BRIDGE_ERRORS,
	HDA_MSI,
	HDA_CONTROL,
	AHCI_MSI,
	AHCI_INDEX_DATA,
	NUM_CAPS
};

enum {
	DEV_VGA,
	DEV_E1000E,
	DEV_BRIDGE,
	DEV_E1000_DEMO,
	DEV_E1000_PEER,
	DEV_HDA,
	DEV_ISA_BRIDGE,
	DEV_AHCI,
	DEV_SMBUS,
	DEV_BLOCK_LINK,
	DEV_CONSOLE_LINK,
	DEV_DEMO_LINK,
	DEV_NET_LINK,
	NUM_DEVICES
};

/* A region that the root cell sees where the machine has it. */
#define IDENTITY(start, length, access) \
	{ \
		.phys_start = (start), \
		.virt_start = (start), \
		.size = (length), \
		.flags = (access), \
	}
#define ALL_OF_RAM \
	(JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE | JAILHOUSE_MEM_EXECUTE | \
	 JAILHOUSE_MEM_DMA)
#define REGISTERS	(JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE)

/* Where the BIOS puts them at the end of RAM. */
#define ACPI_TABLES_BASE	0x3ffdf000

/*
 * The table of MSI-X vectors has the first page of e1000e's last BAR. The
 * hypervisor keeps it; the pending bits are in the page after the next.
 */
#define E1000E_MSIX_TABLE	0xfead0000
#define E1000E_MSIX_BAR_SIZE	(16 * KIB)
#define PAGE			(4 * KIB)

/* The PCI specification's hot-plug capability of a bridge. */
#define CAP_ID_HOTPLUG		0x0c

struct {
	struct jailhouse_system header;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_irqchip irqchips[1];
	struct jailhouse_pio pio_regions[NUM_PORT_RANGES];
	struct jailhouse_pci_device pci_devices[NUM_DEVICES];
	struct jailhouse_pci_capability pci_caps[NUM_CAPS];
} __attribute__((packed)) config = {
	.header = {
		.signature = JAILHOUSE_SYSTEM_SIGNATURE,
		.architecture = JAILHOUSE_X86,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.flags = JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE,
		.hypervisor_memory = {
			.phys_start = 0x3a000000,
			.size = 6 * MIB,
		},
		.debug_console = {
			.address = SERIAL_1,
			.type = JAILHOUSE_CON_TYPE_8250,
			.flags = JAILHOUSE_CON_ACCESS_PIO |
				 JAILHOUSE_CON_REGDIST_1,
		},
		.platform_info = {
			.pci_mmconfig_base = 0xb0000000,
			.pci_mmconfig_end_bus = 0xff,
			.iommu_units = {
				{
					.type = JAILHOUSE_IOMMU_INTEL,
					.base = 0xfed90000,
					.size = PAGE,
				},
			},
			.x86 = {
				.pm_timer_address = ACPI_TIMER,
				/* Entries of the remapping table. */
				.vtd_interrupt_limit = 256,
			},
		},
		.root_cell = {
			.name = "qemu-x86",

			.cpu_set_size = sizeof(config.cpus),
			.num_memory_regions = ARRAY_SIZE(config.mem_regions),
			.num_irqchips = ARRAY_SIZE(config.irqchips),
			.num_pio_regions = ARRAY_SIZE(config.pio_regions),
			.num_pci_devices = ARRAY_SIZE(config.pci_devices),
			.num_pci_caps = ARRAY_SIZE(config.pci_caps),
		},
	},

	.cpus = {
		0b1111,
	},

	.mem_regions = {
		[BLOCK_LINK] = BLOCK_LINK_MEMORY,
		[CONSOLE_LINK] = CONSOLE_LINK_MEMORY,
		[DEMO_LINK] = DEMO_LINK_MEMORY(0),
		[NET_LINK] = JAILHOUSE_SHMEM_NET_REGIONS(NET_LINK_BASE, 0),
		/* The VGA window and the BIOS below 1 MiB included. */
		[RAM] = IDENTITY(0, 928 * MIB, ALL_OF_RAM),
		[CELLS_RAM] = IDENTITY(CELLS_RAM_BASE, CELLS_RAM_SIZE, ALL_OF_RAM),
		[RAM_BELOW_ACPI] = IDENTITY(0x3f200000, ACPI_TABLES_BASE - 0x3f200000,
					    ALL_OF_RAM),
		[ACPI_TABLES] = IDENTITY(ACPI_TABLES_BASE, 132 * KIB,
					 JAILHOUSE_MEM_READ),

		[VGA_FRAME_BUFFER] = IDENTITY(0xfd000000, 16 * MIB, REGISTERS),
		/* The BIOS turns ROMs off; Linux may turn this one on again. */
		[E1000E_ROM] = IDENTITY(0xfea00000, 256 * KIB, REGISTERS),
		[E1000E_REGISTERS] = IDENTITY(0xfea40000, 128 * KIB, REGISTERS),
		[E1000E_FLASH] = IDENTITY(0xfea60000, 128 * KIB, REGISTERS),
		[E1000_DEMO_NIC] = IDENTITY(E1000_DEMO_REGISTERS,
					    E1000_REGISTERS_SIZE, REGISTERS),
		[E1000_PEER_NIC] = IDENTITY(E1000_PEER_REGISTERS,
					    E1000_REGISTERS_SIZE, REGISTERS),
		[E1000E_MSIX_PENDING] = IDENTITY(E1000E_MSIX_TABLE + PAGE,
						 E1000E_MSIX_BAR_SIZE - PAGE,
						 REGISTERS),
		[HDA] = IDENTITY(HDA_REGISTERS, HDA_REGISTERS_SIZE, REGISTERS),
		[VGA_REGISTERS] = IDENTITY(0xfead8000, PAGE, REGISTERS),
		/* 256 bytes of registers, alone in their page. */
		[BRIDGE_HOTPLUG] = IDENTITY(0xfead9000, PAGE, REGISTERS),
		[AHCI_REGISTERS] = IDENTITY(0xfeada000, PAGE, REGISTERS),
		[HPET] = IDENTITY(0xfed00000, PAGE, REGISTERS),
	},

	.irqchips = {
		/* I/O APIC */ {
			.address = IOAPIC_ADDRESS,
			.id = IOAPIC_ID,
			.pin_bitmap = {
				PIN_BIT(IOAPIC_PINS) - 1,
			},
		},
	},

	/*
	 * Not the root's: the 8259s, which Linux has left behind by now; the
	 * SMI and reset registers, with which it could leave its cell; and the
	 * ports of PCI's configuration space, which the hypervisor serves.
	 */
	.pio_regions = {
		[PORTS_DMA] = PIO_RANGE(0x00, 0x20),
		[PORTS_TIMER] = PIO_RANGE(0x40, 4),
		/* And the NMI status behind it. */
		[PORTS_KEYBOARD_DATA] = PIO_RANGE(0x60, 2),
		[PORTS_KEYBOARD_COMMAND] = PIO_RANGE(0x64, 1),
		[PORTS_CLOCK] = PIO_RANGE(0x70, 2),
		[PORTS_VBE] = PIO_RANGE(0x1ce, 4),
		[PORTS_SERIAL_2] = PIO_RANGE(SERIAL_2, SERIAL_PORTS),
		[PORTS_VGA] = PIO_RANGE(0x3b0, 0x30),
		[PORTS_FLOPPY] = PIO_RANGE(0x3f0, 8),
		/* The VGA BIOS, run by X, writes there. */
		[PORTS_FIRMWARE_DEBUG] = PIO_RANGE(0x402, 1),
		[PORTS_FIRMWARE_CONFIG] = PIO_RANGE(0x510, 12),
		[PORTS_ACPI_EVENTS] = PIO_RANGE(ACPI_EVENTS, ACPI_EVENTS_PORTS),
		[PORTS_ACPI_CONTROL] = PIO_RANGE(ACPI_CONTROL, ACPI_CONTROL_PORTS),
		[PORTS_ACPI_GENERAL_EVENTS] = PIO_RANGE(0x620, 16),
		[PORTS_SMBUS] = PIO_RANGE(0x700, 64),
		[PORTS_PCI_HOTPLUG] = PIO_RANGE(0xcc0, 24),
		[PORTS_CPU_HOTPLUG] = PIO_RANGE(0xcd8, 12),
		/* QEMU's absolute pointer; KVM answers in its place. */
		[PORTS_MOUSE] = PIO_RANGE(0x5658, 4),
		[PORTS_E1000_DEMO] = PIO_RANGE(E1000_DEMO_PORTS, E1000_NUM_PORTS),
		[PORTS_E1000_PEER] = PIO_RANGE(E1000_PEER_PORTS, E1000_NUM_PORTS),
		[PORTS_E1000E] = PIO_RANGE(0xd0c0, 32),
		[PORTS_AHCI] = PIO_RANGE(0xd0e0, 32),
	},

	.pci_devices = {
		[DEV_VGA] = {
			.type = JAILHOUSE_PCI_TYPE_DEVICE,
			.bdf = PCI_BDF(0, 1, 0),
			.bar_mask = {
				[0] = BAR_MASK(16 * MIB),
				[2] = BAR_MASK(PAGE),
			},
		},
		[DEV_E1000E] = {
			.type = JAILHOUSE_PCI_TYPE_DEVICE,
			.bdf = PCI_BDF(0, 2, 0),
			.bar_mask = {
				BAR_MASK(128 * KIB),
				BAR_MASK(128 * KIB),
				BAR_MASK(32),
				BAR_MASK(E1000E_MSIX_BAR_SIZE),
			},
			.caps_start = E1000E_POWER,
			.num_caps = BRIDGE_MSI - E1000E_POWER,
			.num_msi_vectors = 1,
			.msi_64bits = 1,
			.num_msix_vectors = 5,
			.msix_region_size = PAGE,
			.msix_address = E1000E_MSIX_TABLE,
		},
		[DEV_BRIDGE] = {
			.type = JAILHOUSE_PCI_TYPE_BRIDGE,
			.bdf = PCI_BDF(0, 3, 0),
			.bar_mask = {
				BAR_MASK(256),
				BAR_UPPER_MASK,
			},
			.caps_start = BRIDGE_MSI,
			.num_caps = HDA_MSI - BRIDGE_MSI,
			.num_msi_vectors = 1,
			.msi_64bits = 1,
			.msi_maskable = 1,
		},
		[DEV_E1000_DEMO] = {
			.type = JAILHOUSE_PCI_TYPE_DEVICE,
			.bdf = E1000_DEMO_BDF,
			.bar_mask = E1000_BAR_MASKS,
		},
		[DEV_E1000_PEER] = {
			.type = JAILHOUSE_PCI_TYPE_DEVICE,
			.bdf = E1000_PEER_BDF,
			.bar_mask = E1000_BAR_MASKS,
		},
		[DEV_HDA] = {
			.type = JAILHOUSE_PCI_TYPE_DEVICE,
			.bdf = HDA_BDF,
			.bar_mask = {
				BAR_MASK(HDA_REGISTERS_SIZE),
			},
			.caps_start = HDA_MSI,
			.num_caps = AHCI_MSI - HDA_MSI,
			.num_msi_vectors = 1,
			.msi_64bits = 1,
		},
		[DEV_ISA_BRIDGE] = {
			.type = JAILHOUSE_PCI_TYPE_DEVICE,
			.bdf = PCI_BDF(0, 0x1f, 0),
		},
		[DEV_AHCI] = {
			.type = JAILHOUSE_PCI_TYPE_DEVICE,
			.bdf = PCI_BDF(0, 0x1f, 2),
			.bar_mask = {
				[4] = BAR_MASK(32),
				[5] = BAR_MASK(PAGE),
			},
			.caps_start = AHCI_MSI,
			.num_caps = NUM_CAPS - AHCI_MSI,
			.num_msi_vectors = 1,
			.msi_64bits = 1,
		},
		[DEV_SMBUS] = {
			.type = JAILHOUSE_PCI_TYPE_DEVICE,
			.bdf = PCI_BDF(0, 0x1f, 3),
			.bar_mask = {
				[4] = BAR_MASK(64),
			},
		},
		[DEV_BLOCK_LINK] = {
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.bdf = BLOCK_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_MSIX,
			.num_msix_vectors = BLOCK_LINK_VECTORS,
			.shmem_regions_start = BLOCK_LINK,
			.shmem_dev_id = 0,
			.shmem_peers = VIRTIO_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_VIRTIO_BACK +
				VIRTIO_DEV_BLOCK,
		},
		[DEV_CONSOLE_LINK] = {
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.bdf = CONSOLE_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_MSIX,
			.num_msix_vectors = CONSOLE_LINK_VECTORS,
			.shmem_regions_start = CONSOLE_LINK,
			.shmem_dev_id = 0,
			.shmem_peers = VIRTIO_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_VIRTIO_BACK +
				VIRTIO_DEV_CONSOLE,
		},
		[DEV_DEMO_LINK] = {
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.bdf = DEMO_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_MSIX,
			.num_msix_vectors = DEMO_LINK_VECTORS,
			.shmem_regions_start = DEMO_LINK,
			.shmem_dev_id = 0,
			.shmem_peers = DEMO_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_UNDEFINED,
		},
		[DEV_NET_LINK] = {
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.bdf = NET_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_MSIX,
			.num_msix_vectors = NET_LINK_VECTORS,
			.shmem_regions_start = NET_LINK,
			.shmem_dev_id = 0,
			.shmem_peers = NET_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_VETH,
		},
	},

	.pci_caps = {
		[E1000E_POWER] = {
			.id = PCI_CAP_ID_PM,
			.start = 0xc8,
			.len = 8,
			.flags = JAILHOUSE_PCICAPS_WRITE,
		},
		[E1000E_MSI] = {
			.id = PCI_CAP_ID_MSI,
			.start = 0xd0,
			.len = MSI_CAP_LEN,
			.flags = JAILHOUSE_PCICAPS_WRITE,
		},
		[E1000E_EXPRESS] = {
			.id = PCI_CAP_ID_EXP,
			.start = 0xe0,
			.len = 20,
			.flags = JAILHOUSE_PCICAPS_WRITE,
		},
		[E1000E_MSIX] = {
			.id = PCI_CAP_ID_MSIX,
			.start = 0xa0,
			.len = 12,
			.flags = JAILHOUSE_PCICAPS_WRITE,
		},
		[E1000E_ERRORS] = {
			.id = PCI_EXT_CAP_ID_ERR | JAILHOUSE_PCI_EXT_CAP,
			.start = 0x100,
			.len = 0x40,
		},
		[E1000E_SERIAL_NUMBER] = {
			.id = PCI_EXT_CAP_ID_DSN | JAILHOUSE_PCI_EXT_CAP,
			.start = 0x140,
			.len = 12,
		},
		[BRIDGE_MSI] = {
			.id = PCI_CAP_ID_MSI,
			.start = 0x8c,
			.len = MSI_MASKABLE_CAP_LEN,
			.flags = JAILHOUSE_PCICAPS_WRITE,
		},
		[BRIDGE_POWER] = {
			.id = PCI_CAP_ID_PM,
			.start = 0x84,
			.len = 8,
			.flags = JAILHOUSE_PCICAPS_WRITE,
		},
		[BRIDGE_EXPRESS] = {
			.id = PCI_CAP_ID_EXP,
			.start = 0x48,
			.len = 60,
		},
		[BRIDGE_HOTPLUG_CAP] = {
			.id = CAP_ID_HOTPLUG,
			.start = 0x40,
			.len = 8,
		},
		[BRIDGE_ERRORS] = {
			.id = PCI_EXT_CAP_ID_ERR | JAILHOUSE_PCI_EXT_CAP,
			.start = 0x100,
			.len = 0x48,
		},
		[HDA_MSI] = {
			.id = PCI_CAP_ID_MSI,
			.start = HDA_MSI_CAP,
			.len = MSI_CAP_LEN,
			.flags = JAILHOUSE_PCICAPS_WRITE,
		},
		/* No capability, but Linux writes traffic class and clock there. */
		[HDA_CONTROL] = {
			.start = 0x40,
			.len = 16,
			.flags = JAILHOUSE_PCICAPS_WRITE,
		},
		[AHCI_MSI] = {
			.id = PCI_CAP_ID_MSI,
			.start = 0x80,
			.len = MSI_CAP_LEN,
			.flags = JAILHOUSE_PCICAPS_WRITE,
		},
		[AHCI_INDEX_DATA] = {
			.id = PCI_CAP_ID_SATA,
			.start = 0xa8,
			.len = 8,
		},
	},
};
