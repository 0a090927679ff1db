/* SPDX-License-Identifier: MIT */
/*
 * Page pools: physical memory behind the configuration, and the addresses at
 * which devices are mapped. Callers are serialised: enable runs on one CPU
 * at a time, management under its lock.
 */
#include <cellblock/paging.h>
#include <cellblock/string.h>

struct page_pool memory_pool, remap_pool;

static bool pool_page_used(const struct page_pool *pool, unsigned long page)
{
	return pool->bitmap[page / 64] >> (page % 64) & 1;
}

/* Length of the free run that starts at @page, at most @wanted. */
static unsigned int free_run(const struct page_pool *pool, unsigned long page,
			     unsigned int wanted)
{
	unsigned int length = 0;

	while (length < wanted && !pool_page_used(pool, page + length))
		length++;
	return length;
}

/** The first free run of @count pages at a multiple of @align_pages. */
void *pool_take(struct page_pool *pool, unsigned int count,
		unsigned int align_pages)
{
	unsigned long bias =
		((uintptr_t)pool->base >> PAGE_SHIFT) & (align_pages - 1);
	unsigned long page = (align_pages - bias) & (align_pages - 1);
	unsigned int i;

	while (page + count <= pool->pages) {
		if (pool->bitmap[page / 64] == ~0ULL && align_pages == 1) {
			page = (page / 64 + 1) * 64;
			continue;
		}
		if (free_run(pool, page, count) == count) {
			for (i = 0; i < count; i++)
				pool->bitmap[(page + i) / 64] |=
					1UL << ((page + i) % 64);
			pool->used += count;
			return pool->base + page * PAGE_SIZE;
		}
		page += align_pages;
	}
	return NULL;
}

void pool_give(struct page_pool *pool, void *first, unsigned int count)
{
	unsigned long page =
		(unsigned long)((u8 *)first - pool->base) >> PAGE_SHIFT;

	for (pool->used -= count; count; count--, page++)
		pool->bitmap[page / 64] &= ~(1UL << (page % 64));
}

void *page_alloc(unsigned int count, unsigned int align_pages)
{
	void *pages = pool_take(&memory_pool, count, align_pages);

	return pages ? memset(pages, 0, count * PAGE_SIZE) : NULL;
}

void page_free(void *first, unsigned int count)
{
	if (first)
		pool_give(&memory_pool, first, count);
}
