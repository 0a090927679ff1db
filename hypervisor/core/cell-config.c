/* SPDX-License-Identifier: MIT */
/*
 * Taking over a cell's configuration. The root cell can change its memory at
 * any time, so everything is copied first and only the copy is believed.
 */
#include <cellblock/arch.h>
#include <cellblock/refuse.h>
#include <cellblock/string.h>

#define MAX_CONFIG_PAGES TEMPORARY_PAGES
#define MAX_CPU_SET_SIZE 4096

/*
 * Copy from root's memory through its own mappings: an address that root
 * couldn't read itself, such as the hypervisor's, leads nowhere.
 */
static int copy_from_root(void *to, u64 address, u64 size)
{
	u64 phys, part;

	for (; size; to = (u8 *)to + part, address += part, size -= part) {
		part = MIN(size, PAGE_SIZE - PAGE_OFFSET(address));
		phys = paging_lookup(&root_cell.space, address, PAGE_READ);
		if (phys == INVALID_PHYS ||
		    !arch_copy(to, temporary_map(phys, 1, 0), part))
			return refuse(REFUSAL_CONFIG_TRUNCATED, -EINVAL);
	}
	return 0;
}

static int check_identity(const struct jailhouse_cell_desc *config)
{
	if (memcmp(config->signature, JAILHOUSE_CELL_DESC_SIGNATURE,
		   sizeof(config->signature)))
		return refuse(REFUSAL_CONFIG_SIGNATURE, -EINVAL);
	if (config->revision != JAILHOUSE_CONFIG_REVISION)
		return refuse_index(REFUSAL_CONFIG_REVISION, -EINVAL,
				    config->revision);
	if (!arch_config_fits(config->architecture))
		return refuse_index(REFUSAL_CONFIG_ARCHITECTURE, -EINVAL,
				    config->architecture);
	if (config->cpu_set_size > MAX_CPU_SET_SIZE)
		return refuse(REFUSAL_CPU_SET_SIZE, -EINVAL);
	return 0;
}

/* Counts are 32 bits wide and elements small: 64 bits can't overflow. */
static u64 config_size(const struct jailhouse_cell_desc *config)
{
	return sizeof(*config) + (u64)config->cpu_set_size +
	       (u64)config->num_memory_regions *
		       sizeof(struct jailhouse_memory) +
	       (u64)config->num_cache_regions * sizeof(struct jailhouse_cache) +
	       (u64)config->num_irqchips * sizeof(struct jailhouse_irqchip) +
	       (u64)config->num_pio_regions * sizeof(struct jailhouse_pio) +
	       (u64)config->num_pci_devices *
		       sizeof(struct jailhouse_pci_device) +
	       (u64)config->num_pci_caps *
		       sizeof(struct jailhouse_pci_capability) +
	       (u64)config->num_stream_ids * sizeof(union jailhouse_stream_id);
}

int cell_config_copy(struct cell *cell, u64 address)
{
	struct jailhouse_cell_desc head;
	u64 size;
	int error = copy_from_root(&head, address, sizeof(head));

	if (!error)
		error = check_identity(&head);
	if (error)
		return error;
	size = config_size(&head);
	if (PAGES(size + PAGE_OFFSET(address)) > MAX_CONFIG_PAGES)
		return refuse(REFUSAL_CONFIG_TOO_BIG, -E2BIG);
	cell->config_pages = (unsigned int)PAGES(size);
	cell->config = page_alloc(cell->config_pages, 1);
	if (!cell->config)
		return refuse(REFUSAL_OUT_OF_MEMORY, -ENOMEM);
	error = copy_from_root(cell->config, address, size);
	if (error) {
		cell_config_free(cell);
		return error;
	}
	/* The sizes that were checked, not those of the second reading. */
	memcpy(cell->config, &head, sizeof(head));
	cell->config->name[JAILHOUSE_CELL_NAME_MAXLEN] = 0;
	cell->id = head.id;
	return 0;
}

void cell_config_free(struct cell *cell)
{
	page_free(cell->config, cell->config_pages);
	cell->config = NULL;
}
