/* SPDX-License-Identifier: MIT */
/*
 * System and root cell of the NVIDIA Jetson TX1: Tegra X1 with four Cortex-A57
 * and a GIC-400, 4 GiB of RAM.
 *
 * A Linux in the root cell must be told to leave the RAM above 3584 MiB to the
 * cells and the hypervisor, by mem=3584M on its command line.
 */

#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include "jetson-tx1.h"

/* Registers that the root cell uses directly. */
#define MMIO(start, length) \
	{ \
		.phys_start = (start), \
		.virt_start = (start), \
		.size = (length), \
		.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE | \
			JAILHOUSE_MEM_IO, \
	}

/* Memory of the root cell, at the same address for everybody. */
#define RAM(start, length) \
	{ \
		.phys_start = (start), \
		.virt_start = (start), \
		.size = (length), \
		.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE | \
			JAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_DMA, \
	}

enum {
	NET_LINK,
	AUDIO = NET_LINK + NET_LINK_REGIONS,
	PCIE,
	IRAM,
	HOST1X,
	GRAPHICS_HOST,
	GPU,
	SEMAPHORES,
	LEGACY_INTERRUPTS,
	TIMERS,
	CLOCK_AND_RESET,
	FLOW_CONTROLLER,
	AHB_DMA,
	SYSTEM_REGISTERS,
	GPIOS_AND_VECTORS,
	IPATCH,
	APB_DMA,
	MISC,
	UARTS,
	PWM,
	I2C_AND_SPI,
	RTC_PMC_FUSES,
	SENSORS,
	MEMORY_CONTROLLER,
	SATA,
	HDA,
	CLUSTER_CLOCK,
	XUSB,
	DDS,
	SDMMC,
	SPEEDO,
	DISPLAY_PORT_2,
	SOC_THERM,
	MIPI_CALIBRATION,
	SYSTEM_COUNTER_0,
	SYSTEM_COUNTER_1,
	DVFS,
	AUDIO_2,
	QSPI,
	TRACE,
	AHB_A1,
	AHB_A2_USB,
	MEMORY,
	CELLS,
	NUM_REGIONS
};

struct {
	struct jailhouse_system header;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[NUM_REGIONS];
	struct jailhouse_irqchip irqchips[2];
	struct jailhouse_pci_device pci_devices[1];
} __attribute__((packed)) config = {
	.header = {
		.signature = JAILHOUSE_SYSTEM_SIGNATURE,
		.architecture = JAILHOUSE_ARM64,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.flags = JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE,
		.hypervisor_memory = {
			.phys_start = 0x17c000000,
			.size = 64 * MIB,
		},
		.debug_console = {
			.address = UART_BASE,
			.size = UART_SIZE,
			.type = JAILHOUSE_CON_TYPE_8250,
			.flags = JAILHOUSE_CON_ACCESS_MMIO |
				 JAILHOUSE_CON_REGDIST_4,
		},
		.platform_info = {
			.pci_mmconfig_base = VPCI_BASE,
			.pci_mmconfig_end_bus = 0,
			.pci_is_virtual = 1,
			.pci_domain = VPCI_DOMAIN,
			.arm = {
				.gic_version = 2,
				.gicd_base = GICD_BASE,
				.gicc_base = 0x50042000,
				.gich_base = 0x50044000,
				.gicv_base = 0x50046000,
				.maintenance_irq = 25,
			},
		},
		.root_cell = {
			.name = "jetson-tx1",

			.cpu_set_size = sizeof(config.cpus),
			.num_memory_regions = ARRAY_SIZE(config.mem_regions),
			.num_irqchips = ARRAY_SIZE(config.irqchips),
			.num_pci_devices = ARRAY_SIZE(config.pci_devices),

			.vpci_irq_base = ROOT_VPCI_SPI,
		},
	},

	.cpus = {
		0b1111,
	},

	.mem_regions = {
		[NET_LINK] = JAILHOUSE_SHMEM_NET_REGIONS(NET_LINK_BASE, 0),
		[AUDIO] = MMIO(0x00000000, 13 * MIB),
		/* registers, configuration space and windows */
		[PCIE] = MMIO(0x01000000, 1008 * MIB),
		[IRAM] = MMIO(0x40000000, 16 * MIB),
		/* It ends below the GIC. */
		[HOST1X] = MMIO(0x50000000, 256 * KIB),
		[GRAPHICS_HOST] = MMIO(0x54000000, 16 * MIB),
		[GPU] = MMIO(0x57000000, 144 * MIB),
		[SEMAPHORES] = MMIO(0x60000000, 16 * KIB),
		[LEGACY_INTERRUPTS] = MMIO(0x60004000, 4 * KIB),
		[TIMERS] = MMIO(0x60005000, 4 * KIB),
		[CLOCK_AND_RESET] = MMIO(0x60006000, 4 * KIB),
		[FLOW_CONTROLLER] = MMIO(0x60007000, 4 * KIB),
		[AHB_DMA] = MMIO(0x60008000, 8 * KIB),
		[SYSTEM_REGISTERS] = MMIO(0x6000c000, 4 * KIB),
		[GPIOS_AND_VECTORS] = MMIO(0x6000d000, 8 * KIB),
		[IPATCH] = MMIO(0x60010000, 64 * KIB),
		[APB_DMA] = MMIO(0x60020000, 20 * KIB),
		/* chip revision, straps and pins */
		[MISC] = MMIO(0x70000000, 16 * KIB),
		[UARTS] = MMIO(UART_BASE, UART_SIZE),
		[PWM] = MMIO(0x7000a000, 4 * KIB),
		[I2C_AND_SPI] = MMIO(0x7000c000, 8 * KIB),
		[RTC_PMC_FUSES] = MMIO(0x7000e000, 8 * KIB),
		[SENSORS] = MMIO(0x70010000, 32 * KIB),
		[MEMORY_CONTROLLER] = MMIO(0x70019000, 28 * KIB),
		[SATA] = MMIO(0x70020000, 64 * KIB),
		[HDA] = MMIO(0x70030000, 64 * KIB),
		[CLUSTER_CLOCK] = MMIO(0x70040000, 256 * KIB),
		[XUSB] = MMIO(0x70090000, 64 * KIB),
		[DDS] = MMIO(0x700a0000, 8 * KIB),
		[SDMMC] = MMIO(0x700b0000, 20 * KIB),
		[SPEEDO] = MMIO(0x700c0000, 32 * KIB),
		[DISPLAY_PORT_2] = MMIO(0x700e0000, 8 * KIB),
		[SOC_THERM] = MMIO(0x700e2000, 4 * KIB),
		[MIPI_CALIBRATION] = MMIO(0x700e3000, 4 * KIB),
		[SYSTEM_COUNTER_0] = MMIO(0x700f0000, 64 * KIB),
		[SYSTEM_COUNTER_1] = MMIO(0x70100000, 64 * KIB),
		[DVFS] = MMIO(0x70110000, 4 * KIB),
		[AUDIO_2] = MMIO(0x702c0000, 256 * KIB),
		[QSPI] = MMIO(0x70410000, 4 * KIB),
		[TRACE] = MMIO(0x71000000, 32 * MIB),
		[AHB_A1] = MMIO(0x78000000, 16 * MIB),
		[AHB_A2_USB] = MMIO(0x7c000000, 32 * MIB),
		[MEMORY] = RAM(0x80000000, 3584 * MIB),
		/* The root cell loads the cells, so their RAM is its own. */
		[CELLS] = RAM(CELLS_RAM, CELLS_RAM_SIZE),
	},

	/* All SPIs; a cell takes those that its own configuration names. */
	.irqchips = {
		/* SPIs 0 to 127 */ {
			.address = GICD_BASE,
			.pin_base = GIC_FIRST_SPI,
			.pin_bitmap = {
				0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
			},
		},
		/* SPIs 128 to 255 */ {
			.address = GICD_BASE,
			.pin_base = GIC_FIRST_SPI + 128,
			.pin_bitmap = {
				0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
			},
		},
	},

	.pci_devices = {
		/* network */ {
			.type = JAILHOUSE_PCI_TYPE_IVSHMEM,
			.domain = VPCI_DOMAIN,
			.bdf = NET_LINK_BDF,
			.bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_INTX,
			.shmem_regions_start = NET_LINK,
			.shmem_dev_id = 0,
			.shmem_peers = NET_LINK_PEERS,
			.shmem_protocol = JAILHOUSE_SHMEM_PROTO_VETH,
		},
	},
};
