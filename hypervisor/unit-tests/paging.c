/* SPDX-License-Identifier: MIT */
/*
 * Tests of core/paging.c with a format of its own: 4 levels, leaves of 4 KiB,
 * 2 MiB and 1 GiB. Bits: 0 present, 1 table, 2 to 4 access rights.
 */
#include "unit-tests.h"

#define KIB 1024ULL
#define MIB (1024 * KIB)
#define GIB (1024 * MIB)

#define PRESENT 1ULL
#define TABLE	2ULL
#define ADDRESS 0x0000fffffffff000ULL

#define RW (PAGE_READ | PAGE_WRITE)

static unsigned int flushes;

static u64 fake_leaf(u64 phys, u32 access, unsigned int level)
{
	(void)level;
	return phys | PRESENT | (u64)(access & 7) << 2;
}

static u64 fake_table(u64 phys)
{
	return phys | PRESENT | TABLE;
}

static bool fake_present(u64 entry)
{
	return entry & PRESENT;
}

static bool fake_is_table(u64 entry, unsigned int level)
{
	return level < 3 && (entry & (PRESENT | TABLE)) == (PRESENT | TABLE);
}

static u64 fake_address(u64 entry)
{
	return entry & ADDRESS;
}

static bool fake_grants(u64 entry, u32 access)
{
	return (entry >> 2 & access) == access;
}

static u64 fake_relevel(u64 entry, u64 phys, unsigned int new_level)
{
	(void)new_level;
	return (entry & ~ADDRESS) | phys;
}

static void fake_sync(void)
{
}

static void fake_flush(const struct address_space *space, u64 virt)
{
	(void)space;
	(void)virt;
	flushes++;
}

static const struct paging_format format = {
	.last_level = 3,
	.first_leaf_level = 1,
	.leaf = fake_leaf,
	.table = fake_table,
	.is_present = fake_present,
	.is_table = fake_is_table,
	.address = fake_address,
	.grants = fake_grants,
	.relevel = fake_relevel,
	.sync = fake_sync,
	.flush = fake_flush,
};

static struct address_space fresh_space(unsigned long pool_pages)
{
	struct address_space space = { .format = &format, .root_pages = 1 };

	fresh_pool(pool_pages);
	flushes = 0;
	paging_init_space(&space);
	return space;
}

static int map(struct address_space *space, u64 virt, u64 phys, u64 size)
{
	return paging_create(space, (struct range){ phys, size }, virt, RW);
}

static int unmap(struct address_space *space, u64 virt, u64 size)
{
	return paging_destroy(space, (struct range){ virt, size });
}

static void uses_blocks(void)
{
	struct address_space space = fresh_space(64);

	/* Root, one table of each level; no table for the 1 GiB block. */
	expect_equal(map(&space, 1 * GIB, 5 * GIB, 1 * GIB), 0);
	expect_equal(memory_pool.used, 2);
	expect_equal(map(&space, 2 * GIB, 8 * GIB, 4 * MIB), 0);
	expect_equal(memory_pool.used, 3);
	expect_equal(map(&space, 2 * GIB + 4 * MIB, 9 * GIB, 4 * KIB), 0);
	expect_equal(memory_pool.used, 4);
	expect_equal(paging_lookup(&space, 1 * GIB + 0x12345, PAGE_READ),
		     5 * GIB + 0x12345);
	expect_equal(paging_lookup(&space, 2 * GIB + 3 * MIB, PAGE_READ),
		     8 * GIB + 3 * MIB);
	expect_equal(paging_lookup(&space, 2 * GIB + 4 * MIB, PAGE_READ),
		     9 * GIB);
}

static void splits_and_merges(void)
{
	struct address_space space = fresh_space(64);
	unsigned long used;

	map(&space, 0, 0x80000000, 4 * MIB);
	used = memory_pool.used;
	expect_equal(unmap(&space, 64 * KIB, 64 * KIB), 0);
	expect_equal(memory_pool.used, used + 1);
	expect_equal(flushes, 1);
	expect_equal(paging_lookup(&space, 64 * KIB, PAGE_READ), INVALID_PHYS);
	expect_equal(paging_lookup(&space, 60 * KIB, PAGE_READ),
		     0x80000000 + 60 * KIB);
	expect_equal(paging_lookup(&space, 128 * KIB, PAGE_READ),
		     0x80000000 + 128 * KIB);
	expect_equal(map(&space, 64 * KIB, 0x80000000 + 64 * KIB, 64 * KIB), 0);
	expect_equal(memory_pool.used, used);
	expect_equal(paging_lookup(&space, 64 * KIB, PAGE_READ),
		     0x80000000 + 64 * KIB);
}

static void never_merges_different(void)
{
	struct address_space space = fresh_space(64);
	unsigned long used;

	map(&space, 0, 0x80000000, 2 * MIB);
	unmap(&space, 0, 4 * KIB);
	used = memory_pool.used;
	/* Elsewhere in memory, then with other rights. */
	map(&space, 0, 0x90000000, 4 * KIB);
	expect_equal(memory_pool.used, used);
	paging_create(&space, (struct range){ 0x80000000, 4 * KIB }, 0,
		      PAGE_READ);
	expect_equal(memory_pool.used, used);
	expect_equal(paging_lookup(&space, 0, PAGE_WRITE), INVALID_PHYS);
	expect_equal(paging_lookup(&space, 0, PAGE_READ), 0x80000000);
}

static void obeys_no_huge(void)
{
	struct address_space space = fresh_space(64);

	paging_create(&space, (struct range){ 0, 2 * MIB }, 0,
		      RW | PAGE_NO_HUGE);
	expect_equal(memory_pool.used, 4);
}

static void reports_exhaustion(void)
{
	struct address_space space = fresh_space(3);

	expect_equal(map(&space, 0, 0, 4 * KIB) < 0, true);
	expect_equal(unmap(&space, 0, 4 * KIB), 0);
	expect_equal(paging_lookup(&space, 0, PAGE_READ), INVALID_PHYS);
	expect_equal(map(&space, 0, 0, 2 * MIB), 0);
}

#define SHADOW_PAGES 4096
#define ROUNDS	     3000

/* Random changes, compared with a plain array after each of them. */
static void equals_an_array(void)
{
	static u64 shadow[SHADOW_PAGES];
	struct address_space space = fresh_space(64);
	u64 seed = 20170702, first, count, target, page;
	unsigned int round;

	for (page = 0; page < SHADOW_PAGES; page++)
		shadow[page] = INVALID_PHYS;
	for (round = 0; round < ROUNDS; round++) {
		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
		first = seed >> 40 & (SHADOW_PAGES - 1);
		count = MIN(1 + (seed >> 20 & 0x3ff), SHADOW_PAGES - first);
		/* Half of the mappings continue what is around them. */
		target = (first + (seed >> 60 & 1) * 512) << PAGE_SHIFT;
		if (seed >> 62)
			map(&space, first << PAGE_SHIFT, target,
			    count << PAGE_SHIFT);
		else
			unmap(&space, first << PAGE_SHIFT, count << PAGE_SHIFT);
		for (page = first; page < first + count; page++)
			shadow[page] = seed >> 62 ? target + ((page - first)
							      << PAGE_SHIFT)
						  : INVALID_PHYS;
		for (page = 0; page < SHADOW_PAGES; page++)
			if (paging_lookup(&space, page << PAGE_SHIFT,
					  PAGE_READ) != shadow[page])
				break;
		expect_equal(page, SHADOW_PAGES);
	}
	unmap(&space, 0, SHADOW_PAGES << PAGE_SHIFT);
	expect_equal(memory_pool.used, 1);
	paging_free_space(&space);
	expect_equal(memory_pool.used, 0);
}

static const struct unit_test tests[] = {
	{ "maps by the largest blocks that fit", uses_blocks },
	{ "splits a block for a hole and merges it when filled",
	  splits_and_merges },
	{ "merges only what one leaf could say", never_merges_different },
	{ "uses pages only where it is told to", obeys_no_huge },
	{ "survives an exhausted pool", reports_exhaustion },
	{ "translates like an array after any changes", equals_an_array },
};
UNIT_TESTS(paging_tests, "An address space", tests);
