/* SPDX-License-Identifier: MIT */
/* Tests of core/page-pool.c. */
#include "unit-tests.h"

static void counts_what_it_gives(void)
{
	void *first, *second;

	fresh_pool(100);
	first = page_alloc(3, 1);
	second = page_alloc(70, 1);
	expect_equal(memory_pool.used, 73);
	page_free(first, 3);
	page_free(second, 70);
	expect_equal(memory_pool.used, 0);
}

static void ends(void)
{
	fresh_pool(10);
	expect_equal(page_alloc(11, 1), NULL);
	expect_equal(page_alloc(10, 1) != NULL, true);
	expect_equal(page_alloc(1, 1), NULL);
	expect_equal(memory_pool.used, 10);
}

static void aligns(void)
{
	u8 *pages;

	fresh_pool(64);
	page_alloc(1, 1);
	pages = page_alloc(16, 16);
	expect_equal((uintptr_t)pages & (16 * PAGE_SIZE - 1), 0);
	expect_equal(pages - memory_pool.base, 16 * PAGE_SIZE);
}

static void zeroes(void)
{
	u8 *page;

	fresh_pool(1);
	page = page_alloc(1, 1);
	page[17] = 0xff;
	page_free(page, 1);
	page = page_alloc(1, 1);
	expect_equal(page[17], 0);
}

static void uses_gaps(void)
{
	u8 *gap, *last;

	fresh_pool(130);
	page_alloc(64, 1);
	gap = page_alloc(2, 1);
	page_alloc(64, 1);
	page_free(gap, 2);
	last = page_alloc(2, 1);
	expect_equal(last, gap);
}

static const struct unit_test tests[] = {
	{ "counts the pages that it gives and takes", counts_what_it_gives },
	{ "gives nothing when it is exhausted", ends },
	{ "gives pages at the asked alignment", aligns },
	{ "gives zeroed pages, used before or not", zeroes },
	{ "fills gaps that are large enough", uses_gaps },
};
UNIT_TESTS(page_pool_tests, "A page pool", tests);
