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
	bool odd = !JAILHOUSE_MEMORY_IS_SUBPAGE(mem) && PAGE_OFFSET(phys);

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

/* Call @what for consecutive mapped pieces of a physical range. */
static void visit(struct range phys, void (*what)(void *piece, u64 size))
{
	u64 part;

	for (; phys.size; phys.start += part, phys.size -= part) {
		part = MIN(phys.size, TEMPORARY_PAGES * PAGE_SIZE);
		what(temporary_map(phys.start, (unsigned int)PAGES(part), 0),
		     part);
	}
}

static void clear_piece(void *piece, u64 size)
{
	memset(piece, 0, size);
	arch_clean_memory(piece, size);
}

static void clean_piece(void *piece, u64 size)
{
	arch_clean_memory(piece, size);
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

/* Apply a change to whatever root's regions have in common with @phys. */
static int change_root(struct range phys, bool map, u32 extra_access)
{
	const struct jailhouse_memory *mem;
	struct range common, virt;
	int error = 0;

	for_each_region (mem, &root_cell) {
		common = range_intersection(phys, phys_range(mem));
		if (!common.size || is_comm_region(mem) ||
		    JAILHOUSE_MEMORY_IS_SUBPAGE(mem))
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

static void return_subpage(const struct jailhouse_memory *mem)
{
	const struct jailhouse_memory *own;

	for_each_region (own, &root_cell)
		if (JAILHOUSE_MEMORY_IS_SUBPAGE(own) &&
		    own->phys_start == mem->phys_start &&
		    !mmio_find(&root_cell, own->virt_start))
			subpage_register(&root_cell, own);
}

static void give_back(const struct cell *cell)
{
	const struct jailhouse_memory *mem;

	for_each_region (mem, cell) {
		if (!leaves_root(mem))
			continue;
		if (JAILHOUSE_MEMORY_IS_SUBPAGE(mem))
			return_subpage(mem);
		else if (change_root(phys_range(mem), true, 0))
			printk("WARNING: 0x%llx + 0x%llx can't return to root\n",
			       mem->phys_start, mem->size);
	}
	flush(&root_cell);
}

static int take_region(struct cell *cell, const struct jailhouse_memory *mem)
{
	int error = 0;

	if (!mem->size)
		return 0;
	if (leaves_root(mem) && JAILHOUSE_MEMORY_IS_SUBPAGE(mem))
		subpage_unregister(&root_cell, mem);
	else if (leaves_root(mem))
		error = change_root(phys_range(mem), false, 0);
	if (!error && map_region(cell, mem))
		error = refuse(REFUSAL_OUT_OF_MEMORY, -ENOMEM);
	return error;
}

static void clear_private_ram(const struct cell *cell)
{
	const struct jailhouse_memory *mem;

	for_each_region (mem, cell)
		if (is_private_ram(mem))
			visit(phys_range(mem), clear_piece);
}

int cell_memory_take(struct cell *cell)
{
	const struct jailhouse_memory *mem;
	int error = 0;

	for_each_region (mem, cell)
		if (!error)
			error = take_region(cell, mem);
	if (error) {
		give_back(cell);
		return error;
	}
	flush(&root_cell);
	clear_private_ram(cell);
	return 0;
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
		if (mem->flags & JAILHOUSE_MEM_LOADABLE && !error)
			error = change_root(phys_range(mem), true,
					    PAGE_READ | PAGE_WRITE);
	flush(&root_cell);
	return error;
}

void cell_memory_close(struct cell *cell)
{
	const struct jailhouse_memory *mem;

	for_each_region (mem, cell)
		if (mem->flags & JAILHOUSE_MEM_LOADABLE && leaves_root(mem))
			change_root(phys_range(mem), false, 0);
	flush(&root_cell);
	/* The image was written through root's caches; the cell may start
	 * with its own switched off. */
	for_each_region (mem, cell)
		if (mem->flags & JAILHOUSE_MEM_LOADABLE)
			visit(phys_range(mem), clean_piece);
	arch_drop_instructions();
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
	const struct mmio_region *region = root_cell.mmio.regions;
	const struct mmio_region *end = region + root_cell.mmio.count;
	int error = 0;

	for (; region < end && !error; region++)
		if (region->device)
			error = change_root(
				(struct range){ region->start, region->size },
				false, 0);
	return error;
}

/* Of the hypervisor's memory root sees zeros: a stray read isn't fatal. */
static int cover_hypervisor(struct range hypervisor)
{
	void *zeros = page_alloc(1, 1);
	int error = zeros ? 0 : -ENOMEM;
	struct range page;
	u64 offset;

	for (offset = 0; offset < hypervisor.size && !error;
	     offset += PAGE_SIZE) {
		page = (struct range){ hypervisor_phys(zeros), PAGE_SIZE };
		error = paging_create(&root_cell.space, page,
				      hypervisor.start + offset,
				      PAGE_READ | PAGE_NO_HUGE);
	}
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
