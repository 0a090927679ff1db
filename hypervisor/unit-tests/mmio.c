/* SPDX-License-Identifier: MIT */
/* Tests of core/mmio.c. */
#include <cellblock/cell.h>
#include <cellblock/unit.h>

#include "unit-tests.h"

struct jailhouse_system *system_config;

static struct jailhouse_cell_desc config;
static struct cell cell;

static unsigned int four_regions(const struct cell *of)
{
	(void)of;
	return 4;
}

/* In the image the linker script collects units, here the linker itself. */
static const struct unit fake_unit __attribute__((
	section("units"), used)) = { .mmio_count = four_regions };

static enum mmio_result remember(void *context, struct mmio_access *access)
{
	*(u64 *)context = access->address;
	return MMIO_HANDLED;
}

static int add(u64 start, u64 size, u64 *seen, bool device)
{
	const struct mmio_region region = {
		.start = start,
		.size = size,
		.handler = remember,
		.context = seen,
		.device = device,
	};

	return mmio_register(&cell, &region);
}

static void fresh_cell(void)
{
	fresh_pool(16);
	cell = (struct cell){ .config = &config };
	expect_equal(mmio_init(&cell), 0);
}

static enum mmio_result read_at(u64 address, u32 size)
{
	struct mmio_access access = { .address = address, .size = size };

	return mmio_dispatch(&cell, &access);
}

static void finds_any_order(void)
{
	u64 low = 0, middle = 0, high = 0;

	fresh_cell();
	add(0x3000, 0x1000, &high, false);
	add(0x1000, 0x1000, &low, false);
	add(0x2000, 0x10, &middle, false);
	expect_equal(read_at(0x1ffc, 4), MMIO_HANDLED);
	expect_equal(read_at(0x2008, 4), MMIO_HANDLED);
	expect_equal(read_at(0x3004, 4), MMIO_HANDLED);
	expect_equal(low, 0xffc);
	expect_equal(middle, 8);
	expect_equal(high, 4);
}

static void knows_its_bounds(void)
{
	u64 seen;

	fresh_cell();
	add(0x2000, 0x10, &seen, false);
	expect_equal(read_at(0x1fff, 1), MMIO_UNCOVERED);
	expect_equal(read_at(0x2010, 1), MMIO_UNCOVERED);
	expect_equal(read_at(0x200e, 4), MMIO_FORBIDDEN);
	expect_equal(read_at(0x200f, 1), MMIO_HANDLED);
}

static void forgets(void)
{
	u64 seen;

	fresh_cell();
	add(0x1000, 0x1000, &seen, false);
	add(0x2000, 0x1000, &seen, false);
	mmio_unregister(&cell, 0x1000);
	mmio_unregister(&cell, 0x5000);
	expect_equal(read_at(0x1000, 4), MMIO_UNCOVERED);
	expect_equal(read_at(0x2000, 4), MMIO_HANDLED);
}

static void is_bounded(void)
{
	u64 seen;
	unsigned int n;

	fresh_cell();
	for (n = 0; n < 4; n++)
		expect_equal(add(0x1000 * n, 0x1000, &seen, false), 0);
	expect_equal(add(0x9000, 0x1000, &seen, false) < 0, true);
}

static void finds_devices(void)
{
	u64 seen;

	fresh_cell();
	add(0x1000, 0x1000, &seen, false);
	add(0x2000, 0x1000, &seen, true);
	expect_equal(mmio_find_device(&cell, (struct range){ 0, 0x2000 }),
		     NULL);
	expect_equal(
		mmio_find_device(&cell, (struct range){ 0, 0x2001 })->start,
		0x2000);
	expect_equal(mmio_find_device(&cell, (struct range){ 0x3000, 1 }),
		     NULL);
}

static enum mmio_result perform(void *at, bool is_write, u64 *value, u32 size)
{
	struct mmio_access access = { 0, *value, size, is_write };
	enum mmio_result result = mmio_perform(at, &access);

	*value = access.value;
	return result;
}

static void performs(void)
{
	u64 registers = 0x1122334455667788, value = ~0ULL;

	expect_equal(perform(&registers, false, &value, 2), MMIO_HANDLED);
	expect_equal(value, 0x7788);
	value = 0xfedcba98;
	expect_equal(perform((u8 *)&registers + 4, true, &value, 4),
		     MMIO_HANDLED);
	expect_equal(registers, 0xfedcba9855667788);
}

static void refuses(void)
{
	u64 registers[2] = { 1, 2 }, value = 0;

	expect_equal(perform((u8 *)registers + 1, true, &value, 2),
		     MMIO_FORBIDDEN);
	expect_equal(perform((u8 *)registers + 4, true, &value, 8),
		     MMIO_FORBIDDEN);
	fake_hole = &registers[1];
	expect_equal(perform(&registers[1], true, &value, 4), MMIO_FORBIDDEN);
	expect_equal(perform(&registers[1], false, &value, 4), MMIO_FORBIDDEN);
	fake_hole = NULL;
	expect_equal(registers[0], 1);
	expect_equal(registers[1], 2);
}

static const struct unit_test tests[] = {
	{ "finds regions in whatever order they came", finds_any_order },
	{ "covers a region to its last byte and no access beyond",
	  knows_its_bounds },
	{ "forgets a region that is unregistered", forgets },
	{ "takes no more regions than were announced", is_bounded },
	{ "tells emulated devices from other regions", finds_devices },
	{ "makes an access as wide as the guest wanted it", performs },
	{ "forbids unaligned accesses and those that a device refuses",
	  refuses },
};
UNIT_TESTS(mmio_tests, "An MMIO table", tests);
