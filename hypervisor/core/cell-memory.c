/* SPDX-License-Identifier: MIT */
/*
 * Who owns which memory. Memory of a cell comes from root's regions and goes
 * back exactly there; what the hypervisor or an emulated device uses is never
 * anybody's; what is private to a cell is nobody else's.
 */
#include <cellblock/arch.h>
#include <cellblock/printk.h>
#include <cellblock/refuse.h>
#include <cellblock/string.h>

static struct range phys_range(const struct jailhouse_memory *mem)
{
	return (struct range){ mem->phys_start, mem->size };
}

static struct range virt_range(const struct jailhouse_memory *mem)
{
	return (struct range){ mem->virt_start, mem->size };
}

static bool is_comm_region(const struct jailhouse_memory *mem)
{
	return mem->flags & JAILHOUSE_MEM_COMM_REGION;
}

/* Memory that has contents worth hiding, and that is nobody else's. */
static bool is_private_ram(const struct jailhouse_memory *mem)
{
	return mem->flags & (JAILHOUSE_MEM_EXECUTE | JAILHOUSE_MEM_DMA |
			     JAILHOUSE_MEM_LOADABLE) &&
	       !(mem->flags & (JAILHOUSE_MEM_IO | JAILHOUSE_MEM_COMM_REGION |
			       JAILHOUSE_MEM_ROOTSHARED)) &&
	       !JAILHOUSE_MEMORY_IS_SUBPAGE(mem);
}

static bool is_loadable(const struct jailhouse_memory *mem)
{
	return mem->flags & JAILHOUSE_MEM_LOADABLE &&
	       !(mem->flags & (JAILHOUSE_MEM_IO | JAILHOUSE_MEM_COMM_REGION)) &&
	       !JAILHOUSE_MEMORY_IS_SUBPAGE(mem);
}

/* Whether the region moves from root to the cell, rather than being shared. */
static bool leaves_root(const struct jailhouse_memory *mem)
{
	return mem->size && !(mem->flags & (JAILHOUSE_MEM_COMM_REGION |
					    JAILHOUSE_MEM_ROOTSHARED));
}

/* Guest-physical and physical addresses are equally wide for all cells. */
static u64 address_limit(void)
{
	const struct address_space *space = &root_cell.space;

	return (u64)space->root_pages
	       << (PAGE_SHIFT + TABLE_BITS * (space->format->last_level -
					      space->first_level + 1));
}

static int check_shape(const struct jailhouse_memory *mem, u32 index)
{
	u64 limit = address_limit();
	u64 phys = is_comm_region(mem) ? 0 : mem->phys_start;
	bool odd = JAILHOUSE_MEMORY_IS_SUBPAGE(mem) ? is_comm_region(mem)
						    : PAGE_OFFSET(phys);

	if (odd || mem->size > limit || phys > limit - mem->size ||
	    mem->virt_start > limit - mem->size)
		return refuse_range(REFUSAL_REGION_UNALIGNED, -EINVAL, index,
				    phys_range(mem), virt_range(mem));
	return 0;
}

static int check_other_cells(const struct cell *cell,
			     const struct jailhouse_memory *mem, u32 index)
{
	const struct jailhouse_memory *held;
	const struct cell *other;

	for_each_inmate (other) {
		if (other == cell)
			continue;
		for_each_region (held, other)
			if (!is_comm_region(held) &&
			    ranges_overlap(phys_range(mem), phys_range(held)) &&
			    !(mem->flags & held->flags &
			      JAILHOUSE_MEM_ROOTSHARED))
				return refuse_range(
					REFUSAL_REGION_OWNED, -EBUSY, index,
					phys_range(mem), phys_range(held));
	}
	return 0;
}

static void warn_if_unclaimed(const struct cell *cell,
			      const struct jailhouse_memory *mem)
{
	const struct jailhouse_memory *held;

	for_each_region (held, &root_cell)
		if (ranges_overlap(phys_range(mem), phys_range(held)))
			return;
	printk("WARNING: cell \"%s\" takes 0x%llx + 0x%llx, which isn't root's\n",
	       cell->config->name, mem->phys_start, mem->size);
}

int cell_memory_check(struct cell *cell)
{
	struct range hypervisor = {
		system_config->hypervisor_memory.phys_start,
		system_config->hypervisor_memory.size,
	};
	const struct mmio_region *device;
	const struct jailhouse_memory *mem;
	u32 index = 0;
	int error;

	for_each_region (mem, cell) {
		error = mem->size ? check_shape(mem, index) : 0;
		if (error)
			return error;
		if (!mem->size || is_comm_region(mem)) {
			index++;
			continue;
		}
		if (ranges_overlap(phys_range(mem), hypervisor))
			return refuse_range(REFUSAL_REGION_HYPERVISOR, -EBUSY,
					    index, phys_range(mem), hypervisor);
		device = mmio_find_device(&root_cell, phys_range(mem));
		if (device)
			return refuse_range(
				REFUSAL_REGION_INTERCEPTED, -EBUSY, index,
				phys_range(mem),
				(struct range){ device->start, device->size });
		error = check_other_cells(cell, mem, index++);
		if (error)
			return error;
		warn_if_unclaimed(cell, mem);
	}
	return 0;
}

/* Clear a physical range, unless there is no memory, or only write it back. */
static bool visit(struct range phys, bool clear)
{
	unsigned int pages, n;
	u8 *piece, *page;
	u64 word;

	for (; phys.size; phys.size -= pages * PAGE_SIZE) {
		pages = (unsigned int)MIN(PAGES(phys.size), TEMPORARY_PAGES);
		piece = temporary_map(phys.start, pages, 0);
		/* An access is refused in time if it is a load. */
		for (n = 0; clear && n < pages; n++) {
			page = piece + n * PAGE_SIZE;
			if (!arch_copy(&word, page, sizeof(word)) ||
			    !arch_copy(page, zero_page, PAGE_SIZE))
				return false;
		}
		arch_clean_memory(piece, pages * PAGE_SIZE);
		phys.start += pages * PAGE_SIZE;
	}
	return true;
}

static int map_region(struct cell *cell, const struct jailhouse_memory *mem)
{
	struct range phys = phys_range(mem);
	u32 access = (u32)mem->flags & PAGE_ACCESS_MASK;

	if (is_comm_region(mem)) {
		phys.start = hypervisor_phys(cell->comm);
		phys.size = PAGE_SIZE;
		access &= ~(u32)PAGE_DEVICE;
	} else if (JAILHOUSE_MEMORY_IS_SUBPAGE(mem)) {
		return subpage_register(cell, mem);
	}
	return paging_create(&cell->space, phys, mem->virt_start, access);
}

/*
 * Apply a change to whatever root's regions have in common with @phys. Less
 * than a page can't be cut out of one, but a region of that kind goes whole.
 */
static int change_root(struct range phys, bool map, u32 extra_access)
{
	const struct jailhouse_memory *mem;
	struct range common, virt;
	int error = 0;

	for_each_region (mem, &root_cell) {
		common = range_intersection(phys, phys_range(mem));
		if (!common.size || is_comm_region(mem))
			continue;
		if (JAILHOUSE_MEMORY_IS_SUBPAGE(mem)) {
			subpage_unregister(&root_cell, mem);
			if (map)
				subpage_register(&root_cell, mem);
			continue;
		}
		if (PAGE_OFFSET(common.start | common.size))
			continue;
		virt.start = mem->virt_start + common.start - mem->phys_start;
		virt.size = common.size;
		if (map)
			error = paging_create(&root_cell.space, common,
					      virt.start,
					      ((u32)mem->flags | extra_access) &
						      PAGE_ACCESS_MASK);
		else
			error = paging_destroy(&root_cell.space, virt);
		if (error)
			return refuse(REFUSAL_OUT_OF_MEMORY, error);
	}
	return 0;
}

static void flush(struct cell *cell)
{
	cell->space.format->flush(&cell->space, ~0ULL);
}

static void give_back(const struct cell *cell)
{
	const struct jailhouse_memory *mem;

	for_each_region (mem, cell)
		if (leaves_root(mem) && change_root(phys_range(mem), true, 0))
			printk("WARNING: 0x%llx + 0x%llx can't return to root\n",
			       mem->phys_start, mem->size);
	flush(&root_cell);
}

static int take_region(struct cell *cell, const struct jailhouse_memory *mem)
{
	int error = 0;

	if (!mem->size)
		return 0;
	if (leaves_root(mem))
		error = change_root(phys_range(mem), false, 0);
	if (!error && map_region(cell, mem))
		error = refuse(REFUSAL_OUT_OF_MEMORY, -ENOMEM);
	return error;
}

static int clear_private_ram(const struct cell *cell)
{
	const struct jailhouse_memory *mem;
	int error = 0;
	u32 index = 0;

	for_each_region (mem, cell) {
		if (is_private_ram(mem) && !visit(phys_range(mem), true))
			error = refuse_range(REFUSAL_REGION_NO_MEMORY, -EINVAL,
					     index, phys_range(mem),
					     (struct range){ 0 });
		index++;
	}
	return error;
}

int cell_memory_take(struct cell *cell)
{
	const struct jailhouse_memory *mem;
	int error = 0;

	for_each_region (mem, cell)
		if (!error)
			error = take_region(cell, mem);
	flush(&root_cell);
	if (!error)
		error = clear_private_ram(cell);
	if (error)
		give_back(cell);
	return error;
}

void cell_memory_return(struct cell *cell)
{
	/* First out of the cell's reach, then cleared, then to root. */
	flush(cell);
	clear_private_ram(cell);
	give_back(cell);
}

int cell_memory_open(struct cell *cell)
{
	const struct jailhouse_memory *mem;
	int error = 0;

	for_each_region (mem, cell)
		if (is_loadable(mem) && !error)
			error = change_root(phys_range(mem), true,
					    PAGE_READ | PAGE_WRITE);
	flush(&root_cell);
	return error;
}

/* Root wrote through its caches; the cell may start with its own off. */
static void write_back_image(struct range phys)
{
	const struct jailhouse_memory *mem;

	for_each_region (mem, &root_cell)
		if (!JAILHOUSE_MEMORY_IS_SUBPAGE(mem) && !is_comm_region(mem) &&
		    !(mem->flags & JAILHOUSE_MEM_IO))
			visit(range_intersection(phys, phys_range(mem)), false);
}

int cell_memory_close(struct cell *cell)
{
	const struct jailhouse_memory *mem;
	int error = 0;

	/* What is shared is root's again as root's own region says. */
	for_each_region (mem, cell)
		if (is_loadable(mem) && !error)
			error = change_root(phys_range(mem), !leaves_root(mem),
					    0);
	flush(&root_cell);
	for_each_region (mem, cell)
		if (is_loadable(mem))
			write_back_image(phys_range(mem));
	arch_drop_instructions();
	return error;
}

/* The driver reads the console's ring where it put the image. */
static int map_console_page(void)
{
	u64 phys = console_page_phys();

	return paging_create(&root_cell.space,
			     (struct range){ phys, PAGE_SIZE }, phys,
			     PAGE_READ | PAGE_NO_HUGE);
}

static int map_root_regions(void)
{
	const struct jailhouse_memory *mem;
	u32 index = 0;
	int error = 0;

	for_each_region (mem, &root_cell) {
		if (mem->size)
			error = check_shape(mem, index);
		if (!error && mem->size && map_region(&root_cell, mem))
			error = refuse(REFUSAL_OUT_OF_MEMORY, -ENOMEM);
		if (error)
			return error;
		index++;
	}
	return 0;
}

static int cut_out_devices(void)
{
	const struct mmio_region *region;
	unsigned int n = root_cell.mmio.count;
	int error = 0;

	/* Backwards, because regions of root may leave the table. */
	while (n-- && !error) {
		region = &root_cell.mmio.regions[n];
		if (region->device)
			error = change_root(
				(struct range){ region->start, region->size },
				false, 0);
	}
	return error;
}

/* Of the hypervisor's memory root sees zeros: a stray read isn't fatal. */
static int cover_hypervisor(struct range hypervisor)
{
	const struct range page = { hypervisor_phys(zero_page), PAGE_SIZE };
	int error = 0;
	u64 offset;

	for (offset = 0; offset < hypervisor.size && !error;
	     offset += PAGE_SIZE)
		error = paging_create(&root_cell.space, page,
				      hypervisor.start + offset,
				      PAGE_READ | PAGE_NO_HUGE);
	if (!error && SYS_FLAGS_VIRTUAL_DEBUG_CONSOLE(system_config->flags))
		error = map_console_page();
	return error ? refuse(REFUSAL_OUT_OF_MEMORY, error) : 0;
}

/*
 * Root's regions may cover emulated devices and the hypervisor's own memory:
 * those are cut out afterwards.
 */
int root_cell_map_memory(void)
{
	struct range hypervisor = {
		system_config->hypervisor_memory.phys_start,
		system_config->hypervisor_memory.size,
	};
	int error = map_root_regions();

	if (!error)
		error = cut_out_devices();
	if (!error)
		error = change_root(hypervisor, false, 0);
	return error ? error : cover_hypervisor(hypervisor);
}
