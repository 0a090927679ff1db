/* SPDX-License-Identifier: MIT */
/*
 * The cell of the PCI demo on QEMU's q35 machine: CPU 2, 1 MiB of RAM and the
 * sound controller, whose interrupts come by MSI. It has the second serial
 * port for those who want its text there: load "con-base=0x2f8" at 0x1000.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "qemu-x86.h"

enum {
	RAM,
	COMM_REGION,
	HDA,
	NUM_REGIONS
};

struct {
	struct jailhouse_cell_desc cell;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_pio pio_regions[2];
	struct jailhouse_pci_device pci_devices[1];
	struct jailhouse_pci_capability pci_caps[1];
} __attribute__((packed)) config = {
	.cell = {
		.signature = JAILHOUSE_CELL_DESC_SIGNATURE,
		.architecture = JAILHOUSE_X86,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.name = "pci-demo",
		.flags = JAILHOUSE_CELL_PASSIVE_COMMREG |
			 JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED |
			 JAILHOUSE_CELL_VIRTUAL_CONSOLE_ACTIVE,

		.cpu_set_size = sizeof(config.cpus),
		.num_memory_regions = ARRAY_SIZE(config.mem_regions),
		.num_pio_regions = ARRAY_SIZE(config.pio_regions),
		.num_pci_devices = ARRAY_SIZE(config.pci_devices),
		.num_pci_caps = ARRAY_SIZE(config.pci_caps),

		.console = {
			.address = SERIAL_1,
			.type = JAILHOUSE_CON_TYPE_8250,
			.flags = JAILHOUSE_CON_ACCESS_PIO |
				 JAILHOUSE_CON_REGDIST_1,
		},
	},

	.cpus = {
		0b0100,
	},

	.mem_regions = {
		[RAM] = {
			.phys_start = PCI_DEMO_RAM,
			.virt_start = 0,
			.size = CELL_RAM_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_LOADABLE,
		},
		[COMM_REGION] = {
			.virt_start = COMM_REGION_ADDRESS,
			.size = COMM_REGION_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_COMM_REGION,
		},
		[HDA] = {
			.phys_start = HDA_REGISTERS,
			.virt_start = HDA_REGISTERS,
			.size = HDA_REGISTERS_SIZE,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE,
		},
	},

	.pio_regions = {
		PIO_RANGE(SERIAL_1, SERIAL_PORTS),
		PIO_RANGE(SERIAL_2, SERIAL_PORTS),
	},

	.pci_devices = {
		/* HDA */ {
			.type = JAILHOUSE_PCI_TYPE_DEVICE,
			.bdf = HDA_BDF,
			.bar_mask = {
				BAR_MASK(HDA_REGISTERS_SIZE),
			},
			.caps_start = 0,
			.num_caps = ARRAY_SIZE(config.pci_caps),
			.num_msi_vectors = 1,
			.msi_64bits = 1,
		},
	},

	.pci_caps = {
		/* HDA */ {
			.id = PCI_CAP_ID_MSI,
			.start = HDA_MSI_CAP,
			.len = MSI_CAP_LEN,
			.flags = JAILHOUSE_PCICAPS_WRITE,
		},
	},
};
