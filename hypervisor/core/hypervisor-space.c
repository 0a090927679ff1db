/* SPDX-License-Identifier: MIT */
/*
 * The hypervisor's own address space: its memory at JAILHOUSE_BASE, device
 * registers at REMAP_BASE, and one window per CPU for temporary mappings.
 * Code is never writable, data never executable.
 */
#include <cellblock/arch.h>
#include <cellblock/errno.h>
#include <cellblock/header.h>
#include <cellblock/string.h>

#define REMAP_POOL_PAGES 16384UL

struct address_space hypervisor_space;
u64 hypervisor_phys_offset;

static u64 remap_bitmap[REMAP_POOL_PAGES / 64];

const u8 zero_page[PAGE_SIZE] __attribute__((aligned(PAGE_SIZE)));

/* Memory behind the configuration becomes the page pool; its first pages
 * hold the pool's own bitmap. */
static int memory_pool_init(void)
{
	struct range memory = { system_config->hypervisor_memory.phys_start,
				system_config->hypervisor_memory.size };
	u8 *end = (u8 *)hypervisor_virt(memory.start) + memory.size;
	u8 *base =
		(u8 *)PAGE_ALIGN((uintptr_t)system_config +
				 jailhouse_system_config_size(system_config));
	unsigned long bitmap_pages;

	if (base >= end)
		return -ENOMEM;
	memory_pool.base = base;
	memory_pool.pages = (unsigned long)(end - base) / PAGE_SIZE;
	memory_pool.bitmap = (u64 *)(void *)base;
	bitmap_pages = PAGES(memory_pool.pages / 8 + 8);
	if (bitmap_pages >= memory_pool.pages)
		return -ENOMEM;
	memset(base, 0, bitmap_pages * PAGE_SIZE);
	return pool_take(&memory_pool, (unsigned int)bitmap_pages, 1) ? 0
								      : -ENOMEM;
}

static int map_part(const u8 *start, const u8 *end, u32 access)
{
	struct range phys = { hypervisor_phys(start), (u64)(end - start) };

	return paging_create(&hypervisor_space, phys, (u64)(uintptr_t)start,
			     access | PAGE_NO_HUGE);
}

static u64 window_address(unsigned int cpu)
{
	return TEMPORARY_BASE + (u64)cpu * TEMPORARY_PAGES * PAGE_SIZE;
}

/* Create the tables of all windows, so that using one can't fail. */
static int map_windows(void)
{
	unsigned int page, pages = hypervisor_header.max_cpus * TEMPORARY_PAGES;
	int error = 0;

	for (page = 0; page < pages && !error; page++)
		error = paging_create(
			&hypervisor_space,
			(struct range){ hypervisor_phys(zero_page), PAGE_SIZE },
			window_address(0) + page * PAGE_SIZE,
			PAGE_READ | PAGE_NO_HUGE);
	return error;
}

int hypervisor_space_init(void)
{
	u8 *memory_end = (u8 *)hypervisor_header_start() +
			 system_config->hypervisor_memory.size;
	int error = memory_pool_init();

	if (error)
		return error;
	remap_pool = (struct page_pool){
		.base = (u8 *)REMAP_BASE,
		.pages = REMAP_POOL_PAGES,
		.bitmap = remap_bitmap,
	};
	arch_paging_init();
	error = paging_init_space(&hypervisor_space);
	if (!error)
		error = map_part(hypervisor_header_start(), __text_start,
				 PAGE_READ | PAGE_WRITE);
	if (!error)
		error = map_part(__text_start, __rodata_start,
				 PAGE_READ | PAGE_EXECUTE);
	if (!error)
		error = map_part(__rodata_start, __data_start, PAGE_READ);
	if (!error)
		error = map_part(__data_start, memory_end,
				 PAGE_READ | PAGE_WRITE);
	if (!error)
		error = map_windows();
	return error ? error : arch_paging_map();
}

void *device_map(struct range phys)
{
	u64 offset = PAGE_OFFSET(phys.start);
	u64 size = PAGE_ALIGN(phys.size + offset);
	u8 *virt = pool_take(&remap_pool, (unsigned int)(size / PAGE_SIZE), 1);
	int error;

	if (!virt)
		return NULL;
	error = paging_create(
		&hypervisor_space, (struct range){ phys.start - offset, size },
		(u64)(uintptr_t)virt, PAGE_READ | PAGE_WRITE | PAGE_DEVICE);
	if (error) {
		device_unmap(virt, size);
		return NULL;
	}
	return virt + offset;
}

void device_unmap(void *virt, u64 size)
{
	u64 start = (u64)(uintptr_t)virt & PAGE_MASK;

	size = PAGE_ALIGN(size + PAGE_OFFSET((u64)(uintptr_t)virt));
	paging_destroy(&hypervisor_space, (struct range){ start, size });
	hypervisor_space.format->flush(&hypervisor_space, ~0ULL);
	pool_give(&remap_pool, (void *)(uintptr_t)start,
		  (unsigned int)(size / PAGE_SIZE));
}

void *temporary_map(u64 phys, unsigned int pages, u32 attributes)
{
	u64 virt = window_address(this_cpu()->id);

	paging_create(&hypervisor_space,
		      (struct range){ phys & PAGE_MASK, pages * PAGE_SIZE },
		      virt, PAGE_READ | PAGE_WRITE | PAGE_NO_HUGE | attributes);
	return (void *)(uintptr_t)(virt + PAGE_OFFSET(phys));
}
