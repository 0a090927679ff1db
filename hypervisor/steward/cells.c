/* SPDX-License-Identifier: MIT */
/* The life of cells as the driver lives it; see cells.h. */
#include <string.h>
#include <jailhouse/cell-config.h>
#include <jailhouse/hypercall.h>
#include "board.h"
#include "cells.h"
#include "configuration.h"
#include "driver.h"
#include "errno.h"
#include "mailbox.h"
#include "memory.h"
#include "smp.h"

#define CELL_CAPACITY	32
#define CONFIG_CAPACITY 0x10000UL /* 16 pages: the hypervisor's limit */

struct cell {
	bool in_use;
	__u32 borrowed_cpus; /* went off line for this cell */
	union {
		struct jailhouse_cell_desc config;
		char bytes[CONFIG_CAPACITY];
	};
} __attribute__((aligned(16)));

/* Cell id n lives in slot n; id 0 is the root cell. */
static struct cell cells[CELL_CAPACITY];

static struct cell *find_cell(__u64 id)
{
	return id < CELL_CAPACITY && cells[id].in_use ? &cells[id] : NULL;
}

static __u32 find_free_id(void)
{
	__u32 id = 1;

	while (id < CELL_CAPACITY && cells[id].in_use)
		id++;
	return id;
}

static bool has_cpu(const struct jailhouse_cell_desc *config, unsigned int cpu)
{
	const __u8 *set = (const __u8 *)jailhouse_cell_cpu_set(config);

	return cpu / 8 < config->cpu_set_size && set[cpu / 8] & 1U << cpu % 8;
}

static __s64 return_cpus(struct cell *cell)
{
	unsigned int cpu;
	__s64 error = 0;

	for (cpu = 0; cpu < CPU_CAPACITY; cpu++) {
		if (!(cell->borrowed_cpus & 1U << cpu))
			continue;
		if (smp_set_online(cpu) != 0)
			error = mailbox_refuse(-EIO,
					       "CPU %u doesn't come back "
					       "on line",
					       cpu);
	}
	cell->borrowed_cpus = 0;
	return error;
}

/*
 * CPU 0 serves this request and stays; the hypervisor refuses a cell that
 * wants it, as it does one with CPUs that the root cell doesn't have.
 */
static __s64 borrow_cpus(struct cell *cell)
{
	unsigned int cpu;

	for (cpu = 1; cpu < CPU_CAPACITY; cpu++) {
		if (!has_cpu(&cell->config, cpu) || !smp_is_online(cpu))
			continue;
		if (smp_set_offline(cpu) != 0)
			return mailbox_refuse(-EBUSY,
					      "CPU %u doesn't go off "
					      "line",
					      cpu);
		cell->borrowed_cpus |= 1U << cpu;
	}
	return 0;
}

static __s64 check_regions(const struct jailhouse_cell_desc *config)
{
	const struct jailhouse_memory *region =
		jailhouse_cell_mem_regions(config);
	__u32 n;

	for (n = 0; n < config->num_memory_regions; n++, region++)
		if (!(region->flags &
		      (JAILHOUSE_MEM_COMM_REGION | JAILHOUSE_MEM_ROOTSHARED)) &&
		    memory_is_own(region->phys_start, region->size))
			return mailbox_refuse(
				-EBUSY,
				"memory region %u, 0x%llx "
				"+ 0x%llx, is in use by the steward",
				n, region->phys_start, region->size);
	return 0;
}

__s64 cells_create(const __u64 *args)
{
	const struct jailhouse_cell_desc *config =
		(void *)(unsigned long)args[0];
	__s64 error = driver_check_enabled();
	struct cell *cell;
	__u64 size;
	__u32 id;

	if (error)
		return error;
	if (!memory_is_staged(args[0], args[1]))
		return mailbox_refuse(-EINVAL,
				      "the cell configuration isn't in "
				      "the staging area");
	error = configuration_check_cell(config, args[1]);
	if (!error)
		error = check_regions(config);
	if (error)
		return error;
	size = configuration_size(config);
	id = find_free_id();
	if (size > CONFIG_CAPACITY)
		return mailbox_refuse(-E2BIG,
				      "cell configuration has %llu "
				      "bytes, more than %lu",
				      size, CONFIG_CAPACITY);
	if (id == CELL_CAPACITY)
		return mailbox_refuse(-ENOMEM, "there are %u cells already",
				      id);

	cell = &cells[id];
	memcpy(cell->bytes, config, size);
	cell->config.id = id;
	memory_clean((__u64)cell->bytes, size);
	error = borrow_cpus(cell);
	if (!error)
		error = driver_call(JAILHOUSE_HC_CELL_CREATE,
				    (__u64)&cell->config, 0);
	if (error) {
		return_cpus(cell);
		return error;
	}
	cell->in_use = true;
	return id;
}

/* Where in root's view the image goes; 0 if no LOADABLE region takes it. */
static __u64 find_target(const struct jailhouse_cell_desc *config,
			 const struct mailbox_image *image)
{
	const struct jailhouse_memory *region =
		jailhouse_cell_mem_regions(config);
	const __u64 wanted = JAILHOUSE_MEM_LOADABLE | JAILHOUSE_MEM_WRITE;
	__u64 offset;
	__u32 n;

	for (n = 0; n < config->num_memory_regions; n++, region++) {
		offset = image->target - region->virt_start;
		if ((region->flags & wanted) == wanted &&
		    image->target >= region->virt_start &&
		    offset < region->size &&
		    image->size <= region->size - offset)
			return region->phys_start + offset;
	}
	return 0;
}

static __s64 check_image(const struct jailhouse_cell_desc *config,
			 const struct mailbox_image *image)
{
	__u64 target;

	if (!memory_is_staged(image->source, image->size))
		return mailbox_refuse(-EINVAL,
				      "image 0x%llx + 0x%llx isn't in "
				      "the staging area",
				      image->source, image->size);
	target = find_target(config, image);
	if (target == 0)
		return mailbox_refuse(-EINVAL,
				      "no LOADABLE region of the cell "
				      "holds 0x%llx + 0x%llx",
				      image->target, image->size);
	if (!memory_is_ram(target, image->size))
		return mailbox_refuse(-EINVAL,
				      "image target 0x%llx is 0x%llx "
				      "in memory, which isn't RAM",
				      image->target, target);
	if (!driver_root_owns(target, image->size))
		return mailbox_refuse(-EINVAL,
				      "image target 0x%llx is 0x%llx "
				      "in memory, which isn't the root cell's",
				      image->target, target);
	return 0;
}

static void copy_image(const struct jailhouse_cell_desc *config,
		       const struct mailbox_image *image)
{
	__u64 target = find_target(config, image);

	memcpy((void *)(unsigned long)target,
	       (const void *)(unsigned long)image->source, image->size);
	memory_clean(target, image->size);
}

__s64 cells_load(const __u64 *args)
{
	const struct mailbox_image *images = (void *)(unsigned long)args[1];
	__s64 error = driver_check_enabled();
	struct cell *cell = find_cell(args[0]);
	__u64 n, count = args[2];

	if (error)
		return error;
	if (count && (args[1] & 7 || count > BOARD_STAGING_SIZE ||
		      !memory_is_staged(args[1], count * sizeof(*images))))
		return mailbox_refuse(-EINVAL,
				      "the list of images isn't in the "
				      "staging area");
	/* The whole request is checked before the cell is disturbed. */
	for (n = 0; cell && n < count && !error; n++)
		error = check_image(&cell->config, &images[n]);
	if (!error)
		error = driver_call(JAILHOUSE_HC_CELL_SET_LOADABLE, args[0], 0);
	if (error || !cell)
		return error;
	for (n = 0; n < count; n++)
		copy_image(&cell->config, &images[n]);
	memory_sync_instructions();
	return 0;
}

__s64 cells_start(const __u64 *args)
{
	return driver_call(JAILHOUSE_HC_CELL_START, args[0], 0);
}

__s64 cells_shutdown(const __u64 *args)
{
	return driver_call(JAILHOUSE_HC_CELL_SET_LOADABLE, args[0], 0);
}

__s64 cells_destroy(const __u64 *args)
{
	__s64 error = driver_call(JAILHOUSE_HC_CELL_DESTROY, args[0], 0);
	struct cell *cell = find_cell(args[0]);

	if (error || !cell)
		return error;
	cell->in_use = false;
	return return_cpus(cell);
}

__s64 cells_destroy_all(void)
{
	__s64 error = driver_check_enabled();
	__u64 id;

	for (id = 1; id < CELL_CAPACITY && !error; id++)
		if (cells[id].in_use)
			error = cells_destroy(&id);
	return error;
}
