/* SPDX-License-Identifier: MIT */
/*
 * What the headers' functions and function-like macros compute, on a
 * configuration whose arrays all have different lengths. Prints each failed
 * expectation and exits with their number.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include <jailhouse/hypercall.h>

static int failures;

#define EXPECT(condition) \
	do { \
		if (!(condition)) { \
			printf("%s:%d: %s\n", __FILE__, __LINE__, #condition); \
			failures++; \
		} \
	} while (0)

static struct {
	struct jailhouse_system header;
	__u64 cpus[2];
	struct jailhouse_memory mem_regions[7];
	struct jailhouse_cache cache_regions[1];
	struct jailhouse_irqchip irqchips[2];
	struct jailhouse_pio pio_regions[3];
	struct jailhouse_pci_device pci_devices[5];
	struct jailhouse_pci_capability pci_caps[6];
	union jailhouse_stream_id stream_ids[4];
} __attribute__((packed)) config = {
	.header.root_cell = {
		.cpu_set_size = sizeof(config.cpus),
		.num_memory_regions = ARRAY_SIZE(config.mem_regions),
		.num_cache_regions = ARRAY_SIZE(config.cache_regions),
		.num_irqchips = ARRAY_SIZE(config.irqchips),
		.num_pio_regions = ARRAY_SIZE(config.pio_regions),
		.num_pci_devices = ARRAY_SIZE(config.pci_devices),
		.num_pci_caps = ARRAY_SIZE(config.pci_caps),
		.num_stream_ids = ARRAY_SIZE(config.stream_ids),
	},
	.mem_regions = {
		JAILHOUSE_SHMEM_NET_REGIONS(0x10000000, 1),
		{ .virt_start = 0x1000, .size = 0x2000 },
		{ .virt_start = 0x1004, .size = 0x1000 },
		{ .virt_start = 0x1000, .size = 0x1ffc },
	},
	.pio_regions = {
		PIO_RANGE(0x3f8, 8),
	},
	.pci_devices = {
		{ .bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_INTX },
		{ .bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_MSIX },
		{ .bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_INTX_64K },
		{ .bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_MSIX_64K },
		{ .msi_64bits = 1 },
	},
};

/** Whether a pointer that a function returned is the address of an array. */
static int is_at(const void *pointer, const void *array)
{
	return pointer == array;
}

static void expect_places_of_arrays(void)
{
	struct jailhouse_cell_desc *cell = &config.header.root_cell;

	EXPECT(is_at(jailhouse_cell_cpu_set(cell), config.cpus));
	EXPECT(is_at(jailhouse_cell_mem_regions(cell), config.mem_regions));
	EXPECT(is_at(jailhouse_cell_cache_regions(cell), config.cache_regions));
	EXPECT(is_at(jailhouse_cell_irqchips(cell), config.irqchips));
	EXPECT(is_at(jailhouse_cell_pio(cell), config.pio_regions));
	EXPECT(is_at(jailhouse_cell_pci_devices(cell), config.pci_devices));
	EXPECT(is_at(jailhouse_cell_pci_caps(cell), config.pci_caps));
	EXPECT(is_at(jailhouse_cell_stream_ids(cell), config.stream_ids));
	EXPECT(jailhouse_system_config_size(&config.header) == sizeof(config));
	EXPECT(jailhouse_cell_config_size(cell) ==
	       sizeof(config) - offsetof(struct jailhouse_system, root_cell));
}

static void expect_network_regions(void)
{
	const struct jailhouse_memory *region = config.mem_regions;
	const __u64 shared = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_ROOTSHARED;
	const struct jailhouse_memory place_holder = { 0 };
	struct jailhouse_memory of_first[] = { JAILHOUSE_SHMEM_NET_REGIONS(0x20000000, 0) };

	EXPECT(region[0].phys_start == 0x10000000 && region[0].size == 0x1000);
	EXPECT(region[0].flags == shared);
	EXPECT(memcmp(&region[1], &place_holder, sizeof(place_holder)) == 0);
	EXPECT(region[2].phys_start == 0x10001000 && region[2].size == 0x7f000);
	EXPECT(region[2].flags == shared);
	EXPECT(region[3].phys_start == 0x10080000 && region[3].size == 0x7f000);
	EXPECT(region[3].flags == (shared | JAILHOUSE_MEM_WRITE));
	EXPECT(region[3].virt_start == region[3].phys_start);
	EXPECT(ARRAY_SIZE(of_first) == 4);
	EXPECT(of_first[2].flags == (shared | JAILHOUSE_MEM_WRITE));
	EXPECT(of_first[3].flags == shared);
}

static void expect_initialisers(void)
{
	const struct jailhouse_pci_device *device = config.pci_devices;

	EXPECT(config.pio_regions[0].base == 0x3f8 && config.pio_regions[0].length == 8);
	EXPECT(device[0].bar_mask[0] == 0xfffff000 && device[0].bar_mask[1] == 0);
	EXPECT(device[1].bar_mask[0] == 0xfffff000 && device[1].bar_mask[1] == 0xfffff000);
	EXPECT(device[2].bar_mask[0] == 0xffff0000 && device[2].bar_mask[1] == 0);
	EXPECT(device[3].bar_mask[0] == 0xffff0000 && device[3].bar_mask[1] == 0xffff0000);
	for (int i = 0; i < 4; i++)
		for (int bar = 2; bar < 6; bar++)
			EXPECT(device[i].bar_mask[bar] == 0);
}

static void expect_bit_fields(void)
{
	struct jailhouse_pci_device device = { .msi_64bits = 1 };
	const unsigned char *bytes = (const unsigned char *)&device;

	EXPECT(bytes[35] == 1);
	device.msi_64bits = 0;
	device.msi_maskable = 1;
	EXPECT(bytes[35] == 2);
}

static void expect_tests_of_flags(void)
{
	EXPECT(!JAILHOUSE_MEMORY_IS_SUBPAGE(&config.mem_regions[4]));
	EXPECT(JAILHOUSE_MEMORY_IS_SUBPAGE(&config.mem_regions[5]));
	EXPECT(JAILHOUSE_MEMORY_IS_SUBPAGE(&config.mem_regions[6]));
	EXPECT(CELL_FLAGS_VIRTUAL_CONSOLE_ACTIVE(JAILHOUSE_CELL_VIRTUAL_CONSOLE_ACTIVE) == 1);
	EXPECT(CELL_FLAGS_VIRTUAL_CONSOLE_ACTIVE(JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED) == 0);
	EXPECT(CELL_FLAGS_VIRTUAL_CONSOLE_PERMITTED(JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED) == 1);
	EXPECT(CELL_FLAGS_VIRTUAL_CONSOLE_PERMITTED(JAILHOUSE_CELL_AARCH32) == 0);
	EXPECT(SYS_FLAGS_VIRTUAL_DEBUG_CONSOLE(JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE) == 1);
	EXPECT(SYS_FLAGS_VIRTUAL_DEBUG_CONSOLE(0) == 0);
	EXPECT(CON_IS_MMIO(JAILHOUSE_CON_ACCESS_MMIO) && !CON_IS_MMIO(JAILHOUSE_CON_ACCESS_PIO));
	EXPECT(CON_USES_REGDIST_1(JAILHOUSE_CON_REGDIST_1));
	EXPECT(!CON_USES_REGDIST_1(JAILHOUSE_CON_REGDIST_4));
	EXPECT(FB_IS_1920x1080(JAILHOUSE_CON_FB_1920x1080));
	EXPECT(!FB_IS_1920x1080(JAILHOUSE_CON_FB_1024x768));
	EXPECT(CON_HAS_INVERTED_GATE(JAILHOUSE_CON_INVERTED_GATE) == 1);
	EXPECT(CON_HAS_INVERTED_GATE(JAILHOUSE_CON_MDR_QUIRK) == 0);
	EXPECT(CON_HAS_MDR_QUIRK(JAILHOUSE_CON_MDR_QUIRK) == 1);
	EXPECT(CON_HAS_MDR_QUIRK(JAILHOUSE_CON_INVERTED_GATE) == 0);
	EXPECT(JAILHOUSE_COMM_HAS_DBG_PUTC_PERMITTED(JAILHOUSE_COMM_FLAG_DBG_PUTC_PERMITTED) == 1);
	EXPECT(JAILHOUSE_COMM_HAS_DBG_PUTC_PERMITTED(JAILHOUSE_COMM_FLAG_DBG_PUTC_ACTIVE) == 0);
	EXPECT(JAILHOUSE_COMM_HAS_DBG_PUTC_ACTIVE(JAILHOUSE_COMM_FLAG_DBG_PUTC_ACTIVE) == 1);
	EXPECT(JAILHOUSE_COMM_HAS_DBG_PUTC_ACTIVE(JAILHOUSE_COMM_FLAG_DBG_PUTC_PERMITTED) == 0);
}

static void expect_messages(void)
{
	static struct jailhouse_comm_region region;

	region.reply_from_cell = JAILHOUSE_MSG_REQUEST_DENIED;
	jailhouse_send_msg_to_cell(&region, JAILHOUSE_MSG_SHUTDOWN_REQUEST);
	EXPECT(region.msg_to_cell == JAILHOUSE_MSG_SHUTDOWN_REQUEST);
	EXPECT(region.reply_from_cell == JAILHOUSE_MSG_NONE);
	jailhouse_send_reply_from_cell(&region, JAILHOUSE_MSG_REQUEST_APPROVED);
	EXPECT(region.msg_to_cell == JAILHOUSE_MSG_NONE);
	EXPECT(region.reply_from_cell == JAILHOUSE_MSG_REQUEST_APPROVED);
}

int main(void)
{
	expect_places_of_arrays();
	expect_network_regions();
	expect_initialisers();
	expect_bit_fields();
	expect_tests_of_flags();
	expect_messages();
	return failures;
}
