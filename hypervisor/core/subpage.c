/* SPDX-License-Identifier: MIT */
/*
 * Regions that aren't made of whole pages. The page is never mapped; each
 * access traps, is checked against the region's flags and made for the guest.
 */
#include <cellblock/cell.h>
#include <cellblock/errno.h>

static enum mmio_result subpage_access(void *context,
				       struct mmio_access *access)
{
	const struct jailhouse_memory *mem = context;
	u64 width = (u64)access->size << JAILHOUSE_MEM_IO_WIDTH_SHIFT;
	u64 phys = mem->phys_start + access->address;
	u8 *page;

	if (!(mem->flags &
	      (access->is_write ? JAILHOUSE_MEM_WRITE : JAILHOUSE_MEM_READ)))
		return MMIO_FORBIDDEN;
	if (!(mem->flags & width))
		return MMIO_FORBIDDEN;
	page = temporary_map(phys, 1, PAGE_DEVICE);
	*access = (struct mmio_access){ 0, access->value, access->size,
					access->is_write };
	return mmio_perform(page, access);
}

int subpage_register(struct cell *cell, const struct jailhouse_memory *mem)
{
	const struct mmio_region region = {
		.start = mem->virt_start,
		.size = mem->size,
		.handler = subpage_access,
		.context = (void *)(uintptr_t)mem,
	};

	return mmio_register(cell, &region);
}

void subpage_unregister(struct cell *cell, const struct jailhouse_memory *mem)
{
	mmio_unregister(cell, mem->virt_start);
}
