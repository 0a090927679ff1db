/* SPDX-License-Identifier: MIT */
/*
 * The dispatch of trapped accesses: a table per cell, sorted by address and
 * searched in halves. It changes only while the cell is suspended, so that
 * readers need no lock.
 */
#include <cellblock/arch.h>
#include <cellblock/errno.h>
#include <cellblock/unit.h>

int mmio_init(struct cell *cell)
{
	struct mmio_table *table = &cell->mmio;
	const struct jailhouse_memory *mem;
	const struct unit *unit;

	table->count = 0;
	table->capacity = 0;
	for_each_unit (unit)
		if (unit->mmio_count)
			table->capacity += unit->mmio_count(cell);
	for_each_region (mem, cell)
		if (JAILHOUSE_MEMORY_IS_SUBPAGE(mem))
			table->capacity++;
	table->pages =
		(unsigned int)PAGES(table->capacity * sizeof(*table->regions));
	if (!table->pages)
		return 0;
	table->regions = page_alloc(table->pages, 1);
	return table->regions ? 0 : -ENOMEM;
}

void mmio_exit(struct cell *cell)
{
	page_free(cell->mmio.regions, cell->mmio.pages);
	cell->mmio = (struct mmio_table){ 0 };
}

int mmio_register(struct cell *cell, const struct mmio_region *region)
{
	struct mmio_table *table = &cell->mmio;
	unsigned int n;

	if (table->count == table->capacity)
		return -ENOMEM;
	for (n = table->count++;
	     n && table->regions[n - 1].start > region->start; n--)
		table->regions[n] = table->regions[n - 1];
	table->regions[n] = *region;
	return 0;
}

void mmio_unregister(struct cell *cell, u64 start)
{
	struct mmio_table *table = &cell->mmio;
	unsigned int n = 0;

	while (n < table->count && table->regions[n].start != start)
		n++;
	if (n == table->count)
		return;
	for (table->count--; n < table->count; n++)
		table->regions[n] = table->regions[n + 1];
}

const struct mmio_region *mmio_find(const struct cell *cell, u64 address)
{
	const struct mmio_region *regions = cell->mmio.regions;
	unsigned int low = 0, high = cell->mmio.count, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (address < regions[middle].start)
			high = middle;
		else if (address - regions[middle].start >=
			 regions[middle].size)
			low = middle + 1;
		else
			return &regions[middle];
	}
	return NULL;
}

const struct mmio_region *mmio_find_device(const struct cell *cell,
					   struct range range)
{
	const struct mmio_region *region = cell->mmio.regions;
	unsigned int n;

	for (n = 0; n < cell->mmio.count; n++, region++)
		if (region->device &&
		    ranges_overlap(range, (struct range){ region->start,
							  region->size }))
			return region;
	return NULL;
}

enum mmio_result mmio_dispatch(const struct cell *cell,
			       struct mmio_access *access)
{
	const struct mmio_region *region = mmio_find(cell, access->address);

	if (!region)
		return MMIO_UNCOVERED;
	access->address -= region->start;
	if (access->address + access->size > region->size)
		return MMIO_FORBIDDEN;
	return region->handler(region->context, access);
}

enum mmio_result mmio_perform(volatile void *base, struct mmio_access *access)
{
	volatile u8 *target = (volatile u8 *)base + access->address;
	bool done;

	/* Device memory is never accessed unaligned. */
	if ((uintptr_t)target & (access->size - 1))
		return MMIO_FORBIDDEN;
	if (access->is_write) {
		done = arch_copy(target, &access->value, access->size);
	} else {
		access->value = 0;
		done = arch_copy(&access->value, target, access->size);
	}
	return done ? MMIO_HANDLED : MMIO_FORBIDDEN;
}
