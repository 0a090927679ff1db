/* SPDX-License-Identifier: MIT */
/*
 * The page-table walker. A live entry that changes its shape (block to table
 * or back) is first made invalid and flushed, as break-before-make demands;
 * a walker elsewhere sees a fault in between and its CPU is suspended anyway.
 */
#include <cellblock/errno.h>
#include <cellblock/paging.h>

static unsigned int level_shift(const struct paging_format *format,
				unsigned int level)
{
	return PAGE_SHIFT + TABLE_BITS * (format->last_level - level);
}

static unsigned long table_index(const struct address_space *space, u64 virt,
				 unsigned int level)
{
	unsigned long entries = TABLE_ENTRIES;

	if (level == space->first_level)
		entries *= space->root_pages;
	return (virt >> level_shift(space->format, level)) & (entries - 1);
}

static u64 *next_table(const struct address_space *space, u64 entry)
{
	return hypervisor_virt(space->format->address(entry));
}

static void replace_live(const struct address_space *space, u64 *entry,
			 u64 value, u64 virt)
{
	*(volatile u64 *)entry = 0;
	space->format->sync();
	space->format->flush(space, virt);
	*(volatile u64 *)entry = value;
}

static void free_table(const struct address_space *space, u64 *table,
		       unsigned int level)
{
	unsigned int n;

	if (level < space->format->last_level)
		for (n = 0; n < TABLE_ENTRIES; n++)
			if (space->format->is_table(table[n], level))
				free_table(space, next_table(space, table[n]),
					   level + 1);
	page_free(table, 1);
}

/* Turn a missing entry or a leaf at @level into a table; NULL: no memory. */
static u64 *make_table(const struct address_space *space, u64 *entry, u64 virt,
		       unsigned int level)
{
	const struct paging_format *format = space->format;
	unsigned int n, shift = level_shift(format, level + 1);
	u64 *table = page_alloc(1, 1);

	if (!table)
		return NULL;
	if (format->is_present(*entry)) {
		for (n = 0; n < TABLE_ENTRIES; n++)
			table[n] = format->relevel(*entry,
						   format->address(*entry) +
							   ((u64)n << shift),
						   level + 1);
		format->sync();
		replace_live(space, entry,
			     format->table(hypervisor_phys(table)), virt);
	} else {
		format->sync();
		*(volatile u64 *)entry = format->table(hypervisor_phys(table));
	}
	return table;
}

/* If a full table maps what one leaf could map, put the leaf in its place. */
static void merge_table(const struct address_space *space, u64 *entry, u64 virt,
			unsigned int level)
{
	const struct paging_format *format = space->format;
	u64 *table = next_table(space, *entry);
	unsigned int n, shift = level_shift(format, level + 1);
	u64 phys = format->address(table[0]);
	u64 leaf;

	if (level < format->first_leaf_level || !format->is_present(table[0]) ||
	    format->is_table(table[0], level + 1) ||
	    phys & ((1ULL << level_shift(format, level)) - 1))
		return;
	for (n = 1; n < TABLE_ENTRIES; n++)
		if (table[n] != format->relevel(table[0],
						phys + ((u64)n << shift),
						level + 1))
			return;
	leaf = format->relevel(table[0], phys, level);
	replace_live(space, entry, leaf, virt);
	page_free(table, 1);
}

static bool leaf_fits(const struct paging_format *format, u64 phys, u64 virt,
		      u64 size, u32 access, unsigned int level)
{
	u64 leaf_size = 1ULL << level_shift(format, level);

	if (level == format->last_level)
		return true;
	return level >= format->first_leaf_level && size >= leaf_size &&
	       !((phys | virt) & (leaf_size - 1)) && !(access & PAGE_NO_HUGE);
}

static int create_level(const struct address_space *space, u64 *table,
			unsigned int level, struct range phys, u64 virt,
			u32 access)
{
	const struct paging_format *format = space->format;
	u64 step_size = 1ULL << level_shift(format, level);
	u64 *entry, *next, step;
	bool had_table;
	int error;

	for (; phys.size; phys.start += step, virt += step, phys.size -= step) {
		entry = &table[table_index(space, virt, level)];
		step = MIN(step_size - (virt & (step_size - 1)), phys.size);
		had_table = format->is_table(*entry, level);

		if (leaf_fits(format, phys.start, virt, step, access, level)) {
			u64 leaf = format->leaf(phys.start, access, level);

			next = had_table ? next_table(space, *entry) : NULL;
			if (format->is_present(*entry) && *entry != leaf)
				replace_live(space, entry, leaf, virt);
			else
				*(volatile u64 *)entry = leaf;
			if (next)
				free_table(space, next, level + 1);
			continue;
		}
		next = had_table ? next_table(space, *entry)
				 : make_table(space, entry, virt, level);
		if (!next)
			return -ENOMEM;
		error = create_level(space, next, level + 1,
				     (struct range){ phys.start, step }, virt,
				     access);
		if (error)
			return error;
		if (had_table && !(access & PAGE_NO_HUGE))
			merge_table(space, entry, virt, level);
	}
	return 0;
}

int paging_create(const struct address_space *space, struct range phys,
		  u64 virt, u32 access)
{
	int error = create_level(space, space->root, space->first_level, phys,
				 virt, access);

	space->format->sync();
	return error;
}

static bool table_empty(const struct address_space *space, const u64 *table)
{
	unsigned int n;

	for (n = 0; n < TABLE_ENTRIES; n++)
		if (space->format->is_present(table[n]))
			return false;
	return true;
}

static int destroy_level(const struct address_space *space, u64 *table,
			 unsigned int level, struct range virt)
{
	const struct paging_format *format = space->format;
	u64 step_size = 1ULL << level_shift(format, level);
	u64 *entry, *next, step;
	int error;

	for (; virt.size; virt.start += step, virt.size -= step) {
		entry = &table[table_index(space, virt.start, level)];
		step = MIN(step_size - (virt.start & (step_size - 1)),
			   virt.size);
		if (!format->is_present(*entry))
			continue;
		next = format->is_table(*entry, level)
			       ? next_table(space, *entry)
			       : NULL;
		if (step == step_size) {
			*(volatile u64 *)entry = 0;
			if (next)
				free_table(space, next, level + 1);
			continue;
		}
		if (!next)
			next = make_table(space, entry, virt.start, level);
		if (!next)
			return -ENOMEM;
		error = destroy_level(space, next, level + 1,
				      (struct range){ virt.start, step });
		if (error)
			return error;
		if (table_empty(space, next)) {
			*(volatile u64 *)entry = 0;
			page_free(next, 1);
		}
	}
	return 0;
}

int paging_destroy(const struct address_space *space, struct range virt)
{
	int error = destroy_level(space, space->root, space->first_level, virt);

	space->format->sync();
	return error;
}

u64 paging_lookup(const struct address_space *space, u64 virt, u32 access)
{
	const struct paging_format *format = space->format;
	unsigned int level = space->first_level;
	u64 *table = space->root;
	u64 entry;

	if (virt >> level_shift(format, level) >=
	    (u64)TABLE_ENTRIES * space->root_pages)
		return INVALID_PHYS;
	for (;; level++) {
		entry = table[table_index(space, virt, level)];
		if (!format->is_present(entry))
			return INVALID_PHYS;
		if (!format->is_table(entry, level))
			break;
		table = next_table(space, entry);
	}
	if (!format->grants(entry, access))
		return INVALID_PHYS;
	return format->address(entry) |
	       (virt & ((1ULL << level_shift(format, level)) - 1));
}

int paging_init_space(struct address_space *space)
{
	space->root = page_alloc(space->root_pages, space->root_pages);
	return space->root ? 0 : -ENOMEM;
}

void paging_free_space(struct address_space *space)
{
	const struct paging_format *format = space->format;
	unsigned int n;

	if (!space->root)
		return;
	for (n = 0; n < TABLE_ENTRIES * space->root_pages; n++)
		if (format->is_table(space->root[n], space->first_level))
			free_table(space, next_table(space, space->root[n]),
				   space->first_level + 1);
	page_free(space->root, space->root_pages);
	space->root = NULL;
}
